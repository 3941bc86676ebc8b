package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/backend/display"
	cmdstack "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/stack"
	"github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/state"
	pkgresource "github.com/pulumi/pulumi/pkg/v3/resource"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/edit"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/pkg/v3/secrets"
	"github.com/pulumi/pulumi/pkg/v3/secrets/b64"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// forCLI returns a stack as the commands of the CLI need it, with the stack's memory in place of a backend.
func (s *server) forCLI(name string) *backend.MockStack {
	memory := s.stack(name)
	reference := &backend.MockStackReference{StringV: name, NameV: tokens.MustParseStackName(name),
		ProjectV: tokens.Name(defaultProject), FullyQualifiedNameV: tokens.QName("organization/" + defaultProject + "/" + name)}
	files := &backend.MockBackend{
		ImportDeploymentF: func(_ context.Context, _ backend.Stack, untyped *apitype.UntypedDeployment) error {
			deployment, err := parseDeployment(untyped.Deployment)
			if err != nil {
				return err
			}
			return memory.Save(deployment)
		},
	}
	return &backend.MockStack{
		RefF:     func() backend.StackReference { return reference },
		BackendF: func() backend.Backend { return files },
		SnapshotF: func(context.Context, secrets.Provider) (*deploy.Snapshot, error) {
			snapshot, err := memory.snapshot()
			if snapshot == nil && err == nil {
				snapshot = &deploy.Snapshot{SecretsManager: b64.NewBase64SecretsManager()}
			}
			return snapshot, err
		},
	}
}

func parseDeployment(text json.RawMessage) (apitype.TypedDeployment, error) {
	deployment := &apitype.DeploymentV3{}
	if err := json.Unmarshal(text, deployment); err != nil {
		return apitype.TypedDeployment{}, fmt.Errorf("deployment: %w", err)
	}
	return apitype.TypedDeployment{Version: apitype.DeploymentSchemaVersionCurrent, Deployment: deployment}, nil
}

// load puts a deployment in the place of the state. With `force` or without pending operations in it this is what
// `pulumi stack import` does; that command drops pending operations, and this does so where `clear` is set.
func (s *server) load(message *request) error {
	deployment, err := parseDeployment(message.Deployment)
	if err != nil || !message.Clear {
		if err == nil {
			err = s.stack(message.Stack).Save(deployment)
		}
		return err
	}
	snapshot, err := stack.DeserializeDeploymentV3(context.Background(), *deployment.Deployment, stack.Base64SecretsProvider{})
	if err != nil {
		return err
	}
	return cmdstack.SaveSnapshot(context.Background(), s.forCLI(message.Stack), snapshot, message.Force)
}

// copy gives another stack the same state, with the name of that stack in all URNs.
func (s *server) copy(message *request) error {
	text, err := json.Marshal(export(s.stack(message.Stack).read()))
	if err != nil {
		return err
	}
	deployment, err := parseDeployment(text)
	if err != nil {
		return err
	}
	err = edit.RenameStack(deployment.Deployment, tokens.MustParseStackName(message.To), "",
		edit.RenameStackOptions{OldName: tokens.MustParseStackName(message.Stack)})
	if err != nil {
		return err
	}
	s.settings[message.To] = s.settings[message.Stack]
	return s.stack(message.To).Save(deployment)
}

// edit does what `pulumi state …` does with `--yes`.
func (s *server) edit(message *request) (err error) {
	// The CLI panics where an edit makes a state that has errors.
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("the CLI panicked: %v", reason)
		}
	}()
	ctx, target := context.Background(), s.forCLI(message.Stack)
	if message.Edit == "move" {
		command := &stateMoveCmd{Colorizer: colors.Never, Yes: true, IncludeParents: message.Parents}
		provider := stack.Base64SecretsProvider{}
		return runStateMove(command, ctx, target, s.forCLI(message.To), message.URNs, provider, provider)
	}
	return state.TotalStateEdit(ctx, target, false, display.Options{Color: colors.Never},
		func(options display.Options, snapshot *deploy.Snapshot) error {
			return change(message, options, snapshot)
		}, nil)
}

func change(message *request, options display.Options, snapshot *deploy.Snapshot) error {
	urns := message.URNs
	if message.All {
		urns = nil
		for _, one := range snapshot.Resources {
			if !one.Delete {
				urns = append(urns, string(one.URN))
			}
		}
	}
	var problems []error
	switch message.Edit {
	case "delete":
		return deleteResources(message, options, snapshot)
	case "rename":
		if len(urns) != 1 {
			return errors.New("rename needs one URN")
		}
		return stateRenameOperation(resource.URN(urns[0]), message.Name, options, snapshot)
	case "clear-pending":
		snapshot.PendingOperations = nil
	case "protect":
		_, problems = protectResourcesInSnapshot(snapshot, urns)
	case "unprotect":
		_, problems = unprotectResourcesInSnapshot(snapshot, urns)
	case "taint":
		_, problems = taintResourcesInSnapshot(snapshot, urns)
	case "untaint":
		_, problems = untaintResourcesInSnapshot(snapshot, urns)
	default:
		return fmt.Errorf("there is no edit %q", message.Edit)
	}
	return errors.Join(problems...)
}

func deleteResources(message *request, options display.Options, snapshot *deploy.Snapshot) error {
	var allowProtected func(*pkgresource.State) error
	if message.Force {
		allowProtected = func(one *pkgresource.State) error {
			one.Protect = false
			return nil
		}
	}
	order := slices.Clone(snapshot.Resources)
	slices.Reverse(order)
	if !message.All {
		targets := map[*pkgresource.State]struct{}{}
		for _, urn := range message.URNs {
			target, err := resolveStateResourceArg(options, snapshot, urn)
			if err != nil {
				return err
			}
			targets[target] = struct{}{}
		}
		var err error
		if order, err = computeStateDeleteOrder(snapshot, targets); err != nil {
			return err
		}
	}
	for _, one := range order {
		if err := edit.DeleteResource(snapshot, one, allowProtected, message.Dependents); err != nil {
			return explainDelete(err)
		}
	}
	return nil
}

// explainDelete words errors as `pulumi state delete` does.
func explainDelete(err error) error {
	switch err := err.(type) {
	case edit.ResourceHasDependenciesError:
		var dependents []string
		for _, one := range err.Dependencies {
			dependents = append(dependents, string(one.URN))
		}
		return fmt.Errorf("%s can't be safely deleted because the following resources depend on it: %s",
			err.Condemned.URN, strings.Join(dependents, ", "))
	case edit.ResourceProtectedError:
		return fmt.Errorf("%s can't be safely deleted because it is protected", err.Condemned.URN)
	}
	return err
}
