package main

import (
	"context"
	"fmt"
	"path"
	"sync"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/cmd/pulumi/autonaming"
	"github.com/pulumi/pulumi/pkg/v3/display"
	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/engine/lifecycletest/framework"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy/deploytest"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/pkg/v3/secrets/b64"
	"github.com/pulumi/pulumi/pkg/v3/util/cancel"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/contract"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// defaultProject is the project of a program that names none.
const defaultProject = "simulation"

// operation is one command of the CLI on a stack: from the state that the stack's memory has to the response.
type operation struct {
	server  *server
	request *request
	memory  *memory
	watch   *watch
	record  *record
	host    *host

	source   *cancel.Source
	context  *cancel.Context
	target   *deploy.Target
	project  *workspace.Project
	settings config.Map

	mutex  sync.Mutex
	done   bool
	ending string
	calls  int
	run    *run
	// The number of calls when the program reported to the driver last that the engine rests.
	callsAtMark int
}

// start begins an operation and returns at once. Its response comes when it has ended.
func (s *server) start(message *request) error {
	if s.current() != nil {
		return fmt.Errorf("%s has to wait for the end of the operation that is running", message.Op)
	}
	s.count++
	seed := message.Options.Seed
	if seed == "" {
		seed = fmt.Sprint(s.count)
	}
	restartRandomness(seed)
	if message.Program.Config != nil {
		settings, err := message.Program.settings()
		if err != nil {
			return err
		}
		s.settings[message.Stack] = settings
	}
	o := &operation{server: s, request: message, memory: s.stack(message.Stack), watch: s.watch,
		settings: s.settings[message.Stack]}
	snapshot, err := o.memory.snapshot()
	if err != nil {
		return err
	}
	if snapshot != nil {
		if err := snapshot.VerifyIntegrity(); err != nil {
			return err
		}
	}
	if snapshot != nil && message.Op == "refresh" && !message.Options.DryRun {
		resolvePendingCreates(snapshot, message.Options)
		if err := o.memory.write(snapshot); err != nil {
			return err
		}
	}
	if snapshot != nil && message.Op == "destroy" && message.Options.ExcludeProtected {
		message.Options.Exclude = append(message.Options.Exclude, protectedExcludes(snapshot)...)
	}
	o.memory.forgetMark()
	o.prepare(snapshot)
	s.activeOperation = o
	s.watch.begin(o)
	go o.play()
	return nil
}

func (o *operation) prepare(snapshot *deploy.Snapshot) {
	name := o.request.Program.Project
	if name == "" {
		name = defaultProject
	}
	o.project = &workspace.Project{Name: tokens.PackageName(name), Runtime: workspace.NewProjectRuntimeInfo("nodejs", nil)}
	o.target = &deploy.Target{
		Name:         tokens.MustParseStackName(o.request.Stack),
		Organization: "organization",
		Config:       o.settings,
		Decrypter:    config.Base64Crypter,
		Snapshot:     snapshot,
	}
	o.context, o.source = cancel.NewContext(context.Background())
	o.record = newRecord(o.request.Options.isConcurrent())
}

// play does what `apply` of the CLI's backend for files does, with memory in place of the file.
func (o *operation) play() {
	events := make(chan engine.Event)
	end := make(chan struct{})
	go func() {
		for event := range events {
			o.record.add(event)
		}
		close(end)
	}()
	var persister backend.SnapshotPersister = o.memory
	if o.isPreview() {
		persister = backend.DiscardPersister{}
	}
	manager := backend.NewSnapshotManager(persister, b64.NewBase64SecretsManager(), o.target.Snapshot, nil)
	engineContext := &engine.Context{
		Cancel:                      o.context,
		Events:                      events,
		BackendClient:               &deploytest.BackendClient{},
		PluginManager:               framework.NopPluginManager{},
		SnapshotManager:             manager,
		SnapshotManagerCapabilities: engine.SnapshotManagerCapabilities{StateMigrations: true},
	}
	changes, err := o.callEngine(engineContext)
	close(events)
	if problem := manager.Close(); problem != nil {
		err = fmt.Errorf("writing snapshot: %w", problem)
	}
	<-end
	// The engine keeps the host until its context ends; the CLI's process ends here.
	o.source.Terminate()
	if o.host != nil {
		contract.IgnoreClose(o.host)
	}
	o.finish(changes, err)
}

func (o *operation) isPreview() bool {
	return o.request.Op == "preview" || o.request.Options.DryRun
}

// callEngine runs the operation. A panic of the engine is an error of the operation.
func (o *operation) callEngine(engineContext *engine.Context) (changes display.ResourceChanges, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("the engine panicked: %v", reason)
		}
	}()
	op, dryRun := o.request.Op, o.isPreview()
	names := autonaming.StackContext{
		Organization: "organization", Project: o.project.Name.String(), Stack: o.request.Stack}
	settings, err := o.request.Options.forEngine(op, names, o.settings)
	if err != nil {
		return nil, err
	}
	settings.HostFactory = func(ctx context.Context, d, statusD diag.Sink, debug plugin.DebugContext) (plugin.Host, error) {
		host, err := newHost(ctx, o, d, statusD, debug)
		o.mutex.Lock()
		o.host = host
		o.mutex.Unlock()
		return host, err
	}
	info := framework.NewUpdateInfo(*o.project, *o.target)
	switch op {
	case "refresh":
		if settings.RefreshProgram {
			_, changes, err = engine.RefreshV2(info, engineContext, settings, dryRun)
		} else {
			_, changes, err = engine.Refresh(info, engineContext, settings, dryRun)
		}
	case "destroy":
		if settings.DestroyProgram {
			_, changes, err = engine.DestroyV2(info, engineContext, settings, dryRun)
		} else {
			_, changes, err = engine.Destroy(info, engineContext, settings, dryRun)
		}
	case "import":
		var imports []deploy.Import
		if imports, err = o.imports(); err == nil {
			_, changes, err = engine.Import(info, engineContext, settings, imports, dryRun)
		}
	default:
		_, changes, err = engine.Update(info, engineContext, settings, dryRun)
	}
	return changes, err
}

func (o *operation) finish(changes display.ResourceChanges, err error) {
	if o.isCut() {
		changes, err = nil, context.Canceled
	} else {
		o.freeze()
	}
	response := object{"id": o.request.ID, "done": true, "ok": err == nil, "changes": changes, "calls": o.calls}
	if err != nil {
		response["error"] = err.Error()
	}
	if o.ending != "" {
		response["ended"] = o.ending
	}
	response["steps"], response["diagnostics"] = o.record.steps(), o.record.diagnostics()
	o.memory.thaw()
	response["state"] = readable(o.memory.read())
	o.server.collect()
	o.mutex.Lock()
	o.done = true
	o.mutex.Unlock()
	o.server.lines.send(response)
	o.watch.end(o)
}

func (o *operation) setRun(r *run) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.run = r
}

// beginCall notes for the program that a provider gets a call about a resource. The caller calls what it returns when
// the call has ended.
func (o *operation) beginCall(method, urn string) (end func()) {
	o.mutex.Lock()
	r := o.run
	o.mutex.Unlock()
	if r == nil || urn == "" {
		return func() {}
	}
	return r.beginCall(path.Base(method), resource.URN(urn))
}

func (o *operation) isDone() bool {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.done
}
