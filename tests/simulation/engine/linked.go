package main

import (
	"context"
	"io"
	_ "unsafe" // The compiler requires it where functions are linked by name.

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/backend/display"
	pkgresource "github.com/pulumi/pulumi/pkg/v3/resource"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/secrets"
	pkgworkspace "github.com/pulumi/pulumi/pkg/v3/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// These are functions of the CLI's command `pulumi state` that its package keeps to itself. go.mod pins the version
// that has them with these types. The file linked.s lets Go compile functions without a body.

//go:linkname stateRenameOperation github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/state.stateRenameOperation
func stateRenameOperation(urn resource.URN, name string, options display.Options, snapshot *deploy.Snapshot) error

//go:linkname resolveStateResourceArg github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/state.resolveStateResourceArg
func resolveStateResourceArg(
	options display.Options, snapshot *deploy.Snapshot, argument string) (*pkgresource.State, error)

//go:linkname computeStateDeleteOrder github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/state.computeStateDeleteOrder
func computeStateDeleteOrder(
	snapshot *deploy.Snapshot, targets map[*pkgresource.State]struct{}) ([]*pkgresource.State, error)

//go:linkname protectResourcesInSnapshot github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/state.protectResourcesInSnapshot
func protectResourcesInSnapshot(snapshot *deploy.Snapshot, urns []string) (int, []error)

//go:linkname unprotectResourcesInSnapshot github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/state.unprotectResourcesInSnapshot
func unprotectResourcesInSnapshot(snapshot *deploy.Snapshot, urns []string) (int, []error)

//go:linkname taintResourcesInSnapshot github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/state.taintResourcesInSnapshot
func taintResourcesInSnapshot(snapshot *deploy.Snapshot, urns []string) (int, []error)

//go:linkname untaintResourcesInSnapshot github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/state.untaintResourcesInSnapshot
func untaintResourcesInSnapshot(snapshot *deploy.Snapshot, urns []string) (int, []error)

// stateMoveCmd has the fields of the CLI's type of this name.
type stateMoveCmd struct {
	Stdin          io.Reader
	Stdout         io.Writer
	Colorizer      colors.Colorization
	Yes            bool
	IncludeParents bool

	ws pkgworkspace.Context
}

//go:linkname runStateMove github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/state.(*stateMoveCmd).Run
func runStateMove(command *stateMoveCmd, ctx context.Context, source, dest backend.Stack, urns []string,
	sourceSecrets, destSecrets secrets.Provider) error
