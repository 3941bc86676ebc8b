package main

import (
	"slices"

	"github.com/blang/semver"

	pkgresource "github.com/pulumi/pulumi/pkg/v3/resource"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/graph"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// importSpec is an entry of the file of `pulumi import --file`, with URNs in place of names.
type importSpec struct {
	Type       string   `json:"type"`
	Name       string   `json:"name"`
	ID         string   `json:"id"`
	Parent     string   `json:"parent"`
	Provider   string   `json:"provider"`
	Version    string   `json:"version"`
	Protect    bool     `json:"protect"`
	Properties []string `json:"properties"`
	Component  bool     `json:"component"`
}

func (o *operation) imports() ([]deploy.Import, error) {
	var imports []deploy.Import
	for _, one := range o.request.Imports {
		spec := deploy.Import{
			Type: tokens.Type(one.Type), Name: one.Name, ID: resource.ID(one.ID), Parent: resource.URN(one.Parent),
			Provider: resource.URN(one.Provider), Protect: one.Protect, Properties: one.Properties, Component: one.Component,
		}
		if one.Version != "" {
			version, err := semver.ParseTolerant(one.Version)
			if err != nil {
				return nil, err
			}
			spec.Version = &version
		}
		imports = append(imports, spec)
	}
	return imports, nil
}

// protectedExcludes returns what `pulumi destroy --exclude-protected` leaves out: protected resources and all that they
// depend on.
func protectedExcludes(snapshot *deploy.Snapshot) []string {
	var urns []resource.URN
	dependencies := graph.NewDependencyGraph(snapshot.Resources)
	for _, one := range snapshot.Resources {
		if one.Protect {
			urns = append(urns, one.URN)
			for dependency := range dependencies.TransitiveDependenciesOf(one).Iter() {
				urns = append(urns, dependency.URN)
			}
		}
	}
	var texts []string
	for _, urn := range inOrder(urns) {
		texts = append(texts, string(urn))
	}
	return texts
}

// resolvePendingCreates does what the flags of `pulumi refresh` about pending creations do before the refresh. One that
// is imported has the ID that the driver has sent for its URN.
func resolvePendingCreates(snapshot *deploy.Snapshot, o options) {
	var remaining []pkgresource.Operation
	for _, pending := range snapshot.PendingOperations {
		if pending.Type == pkgresource.OperationTypeCreating {
			id, isImported := o.ImportPendingCreates[string(pending.Resource.URN)]
			if isImported {
				pending.Resource.ID = resource.ID(id)
				pending.Type = pkgresource.OperationTypeImporting
			} else if o.ClearPendingCreates {
				continue
			}
		}
		remaining = append(remaining, pending)
	}
	snapshot.PendingOperations = remaining
}

func inOrder(urns []resource.URN) []resource.URN {
	slices.Sort(urns)
	return slices.Compact(urns)
}
