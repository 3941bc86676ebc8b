package main

import (
	"github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/autonaming"
	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/sdk/v3/go/common/env"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
)

// options are the flags of a command, under the names of the CLI's flags in camelCase.
type options struct {
	Parallel          int32    `json:"parallel"`
	Registration      string   `json:"registration"`
	Seed              string   `json:"seed"`
	DryRun            bool     `json:"dryRun"`
	Refresh           bool     `json:"refresh"`
	RunProgram        bool     `json:"runProgram"`
	Target            []string `json:"target"`
	TargetDependents  bool     `json:"targetDependents"`
	Replace           []string `json:"replace"`
	TargetReplace     []string `json:"targetReplace"`
	Exclude           []string `json:"exclude"`
	ExcludeDependents bool     `json:"excludeDependents"`
	ExcludeProtected  bool     `json:"excludeProtected"`
	ContinueOnError   bool     `json:"continueOnError"`
	IgnoreProtect     bool     `json:"ignoreProtect"`
	ShowSecrets       bool     `json:"showSecrets"`
	// A refresh compares nothing, as with PULUMI_ENABLE_LEGACY_REFRESH_DIFF.
	LegacyRefreshDiff bool `json:"legacyRefreshDiff"`
	// The CLI's `pulumi refresh` prompts for pending creations. These flags are the responses.
	ClearPendingCreates  bool              `json:"clearPendingCreates"`
	ImportPendingCreates map[string]string `json:"importPendingCreates"`
}

func (o options) isConcurrent() bool {
	return o.Registration == "concurrent" || o.Parallel > 1
}

// forEngine makes of the flags what the commands up, preview, refresh, destroy and import of the CLI make of them (the
// folder cmd/pulumi/operations of the engine). The CLI's default of `--parallel` depends on the machine; here it is 1.
func (o options) forEngine(op string, stack autonaming.StackContext, settings config.Map) (engine.UpdateOptions, error) {
	update := engine.UpdateOptions{
		ParallelDiff:              env.ParallelDiff.Value(),
		Parallel:                  max(o.Parallel, 1),
		UseLegacyDiff:             env.EnableLegacyDiff.Value(),
		UseLegacyRefreshDiff:      o.LegacyRefreshDiff || env.EnableLegacyRefreshDiff.Value(),
		DisableProviderPreview:    env.DisableProviderPreview.Value(),
		DisableResourceReferences: env.DisableResourceReferences.Value(),
		DisableOutputValues:       env.DisableOutputValues.Value(),
		Experimental:              env.Experimental.Value(),
		ShowSecrets:               o.ShowSecrets,
	}
	if op == "import" {
		return update, nil
	}
	targets := append(append([]string{}, o.Target...), o.TargetReplace...)
	update.Targets = deploy.NewUrnTargets(targets)
	update.TargetDependents = o.TargetDependents
	update.Excludes = deploy.NewUrnTargets(o.Exclude)
	update.ExcludeDependents = o.ExcludeDependents
	switch op {
	case "refresh":
		update.RefreshProgram = o.RunProgram
	case "destroy":
		update.Refresh = o.Refresh
		update.DestroyProgram = o.RunProgram
		update.ContinueOnError = o.ContinueOnError
		update.IgnoreProtect = o.IgnoreProtect
	default:
		autonamer, err := autonaming.ParseAutonamingConfig(stack, settings, config.Base64Crypter)
		if err != nil {
			return update, err
		}
		update.Autonamer = autonamer
		update.Refresh = o.Refresh
		update.RefreshProgram = o.RunProgram
		update.ReplaceTargets = deploy.NewUrnTargets(append(append([]string{}, o.Replace...), o.TargetReplace...))
		update.GeneratePlan = env.Experimental.Value()
		update.ContinueOnError = o.ContinueOnError && op == "up"
		update.IgnoreProtect = o.IgnoreProtect
	}
	return update, nil
}
