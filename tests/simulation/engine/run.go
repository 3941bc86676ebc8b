package main

import (
	"context"
	"fmt"
	"sync"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/pulumi/pulumi/pkg/v3/resource/deploy/deploytest"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// run is one run of a program: what it has registered so far.
type run struct {
	operation *operation
	program   *program
	monitor   *deploytest.ResourceMonitor
	isPreview bool
	stackURN  resource.URN

	mutex        sync.Mutex
	results      map[string]*registration
	startedNames map[string]bool
	failures     []string
	// It gets a value where a registration or its planning has ended, or a provider gets a call about a resource.
	progress chan struct{}
	inFlight int
	// Calls for which the engine waits before it handles the next registration.
	planningCount int
	// The first resource of each default provider that is registered, until its provider is known to be there.
	openers map[string]string
}

// registration is what the engine has returned for a resource.
type registration struct {
	urn     resource.URN
	id      resource.ID
	outputs resource.PropertyMap
	// The engine has reported a failure that the program survives: the outputs are unknown.
	isPartial bool
	// The registration itself failed: what needs the resource is never registered.
	isFailed bool
}

// languageHost ends a program as the host of Node.js does: it logs what went wrong, and reports that the program ended.
type languageHost struct {
	plugin.LanguageRuntime
	host *host
}

func (l *languageHost) Run(ctx context.Context, info plugin.RunInfo) (string, bool, error) {
	problem, bail, err := l.LanguageRuntime.Run(ctx, info)
	if problem == "" || err != nil {
		return problem, bail, err
	}
	if problem != silently {
		l.host.Log(diag.Error, "", problem, 0)
	}
	return "", true, nil
}

// silently is the end of a program whose engine is shutting down, about which Node.js programs print nothing.
const silently = "resource monitor is terminating"

func (o *operation) playProgram(info plugin.RunInfo, monitor *deploytest.ResourceMonitor) error {
	r := &run{operation: o, program: &o.request.Program, monitor: monitor, isPreview: info.DryRun,
		results: map[string]*registration{}, startedNames: map[string]bool{}, progress: make(chan struct{}, 1), openers: map[string]string{}}
	o.setRun(r)
	root, err := monitor.RegisterResource(resource.RootStackType, info.Project+"-"+info.Stack, false)
	if err != nil {
		return r.explain("", resource.RootStackType.String(), err)
	}
	r.stackURN = root.URN
	if o.request.Options.Registration == "concurrent" {
		r.registerAtOnce()
	} else {
		r.registerInOrder()
	}
	if r.program.Error != "" {
		r.failures = append(r.failures, r.program.Error)
	}
	if len(r.failures) > 0 {
		for _, failure := range r.failures[1:] {
			if failure != silently {
				o.host.Log(diag.Error, "", failure, 0)
			}
		}
		return fmt.Errorf("%s", r.failures[0])
	}
	outputs, _, err := r.toProperties(r.program.Outputs)
	if err != nil {
		return err
	}
	if err := monitor.RegisterResourceOutputs(r.stackURN, outputs); err != nil {
		return r.explain("", resource.RootStackType.String(), err)
	}
	err = monitor.SignalAndWaitForShutdown(context.Background())
	if code := status.Code(err); code == codes.Unavailable || code == codes.Unimplemented {
		return nil
	}
	return err
}

// explain words an error as the SDK for Node.js does.
func (r *run) explain(name, kind string, err error) error {
	if code := status.Code(err); code == codes.Unavailable || code == codes.Canceled {
		return fmt.Errorf("%s", silently)
	}
	return fmt.Errorf("failed to register new resource %s [%s]: %s", name, kind, err)
}

// registerInOrder awaits each registration before the next, and goes on after one that fails.
func (r *run) registerInOrder() {
	for i := range r.program.Resources {
		spec := &r.program.Resources[i]
		if r.isReady(spec) {
			r.register(spec)
		}
	}
}

func (r *run) registration(name string) *registration {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if result := r.results[name]; result != nil {
		return result
	}
	return &registration{}
}
