package main

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"sync"

	realhost "github.com/pulumi/pulumi/pkg/v3/host"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy/deploytest"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/env"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// host is the CLI's plugin host, except that the driver serves what would be processes: each provider instance is a
// port that the driver sends, and the language host plays the program of the request.
type host struct {
	plugin.Host
	operation *operation
	diag      diag.Sink
	runtime   plugin.LanguageRuntime

	mutex     sync.Mutex
	instances []*instance
	count     int
	isCut     bool
	closing   sync.Once
}

func newHost(ctx context.Context, o *operation, d, statusD diag.Sink, debug plugin.DebugContext) (*host, error) {
	inner, err := realhost.New(ctx, d, statusD, debug, nil, nil, nil, nil)
	if err != nil {
		return nil, err
	}
	h := &host{Host: inner, operation: o, diag: d}
	h.runtime = &languageHost{
		LanguageRuntime: deploytest.NewLanguageRuntime(o.playProgram, o.request.Program.requiredPackages()...),
		host:            h,
	}
	return h, nil
}

func (h *host) LanguageRuntime(*plugin.Context, string) (plugin.LanguageRuntime, error) {
	return h.runtime, nil
}

// ResolvePlugin finds each plugin, since the driver can start each.
func (h *host) ResolvePlugin(_ *plugin.Context, spec workspace.PluginDescriptor) (*workspace.PluginInfo, error) {
	return &workspace.PluginInfo{Name: spec.Name, Kind: spec.Kind, Version: spec.Version}, nil
}

// Provider starts an instance of a provider, as the CLI's host starts a process of its plugin.
func (h *host) Provider(ctx *plugin.Context, spec workspace.PluginDescriptor, _ env.Env) (plugin.Provider, error) {
	h.mutex.Lock()
	if h.isCut {
		h.mutex.Unlock()
		return nil, errors.New("plugin host is shutting down")
	}
	h.count++
	provider := &instance{host: h, number: h.count, context: ctx, name: spec.Name}
	h.instances = append(h.instances, provider)
	h.mutex.Unlock()
	if err := provider.start(spec); err != nil {
		h.remove(provider)
		return nil, err
	}
	return provider, nil
}

func (h *host) remove(provider *instance) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for i, one := range h.instances {
		if one == provider {
			h.instances = append(h.instances[:i], h.instances[i+1:]...)
			return
		}
	}
}

// take returns the instances of a context, or all, and forgets them.
func (h *host) take(ctx *plugin.Context) []*instance {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	var matches, rest []*instance
	for _, one := range h.instances {
		if ctx == nil || one.context.LifetimeContext() == ctx {
			matches = append(matches, one)
		} else {
			rest = append(rest, one)
		}
	}
	h.instances = rest
	return matches
}

// stopAll sends a Cancel to instances, to all at once as the CLI's host does it, and then reports their ends to the
// driver in their order.
func (h *host) stopAll(instances []*instance) {
	var group sync.WaitGroup
	for _, one := range instances {
		group.Go(func() { one.signalEnd() })
	}
	group.Wait()
	sort.Slice(instances, func(i, j int) bool { return instances[i].number < instances[j].number })
	for _, one := range instances {
		one.end("closed")
	}
}

func (h *host) ReleaseContext(ctx *plugin.Context) error {
	h.stopAll(h.take(ctx))
	return h.Host.ReleaseContext(ctx)
}

// SignalCancellation sends a Cancel to each instance, as the CLI does at Ctrl-C.
func (h *host) SignalCancellation() error {
	h.mutex.Lock()
	instances := append([]*instance{}, h.instances...)
	h.mutex.Unlock()
	failures := make([]error, len(instances))
	var group sync.WaitGroup
	for i, one := range instances {
		group.Go(func() {
			if err := one.SignalCancellation(context.Background()); err != nil {
				failures[i] = fmt.Errorf("error signaling cancellation to resource provider '%s': %w", one.name, err)
			}
		})
	}
	group.Wait()
	return errors.Join(failures...)
}

// Close is called by the engine where its context ends, and at the end of the operation. Only the first call has an effect.
func (h *host) Close() error {
	var err error
	h.closing.Do(func() {
		h.stopAll(h.take(nil))
		err = h.Host.Close()
	})
	return err
}

// cut breaks all connections, as the end of this process would.
func (h *host) cut() {
	h.mutex.Lock()
	h.isCut = true
	h.mutex.Unlock()
	instances := h.take(nil)
	for _, one := range instances {
		one.announceEnd("cut")
	}
	for _, one := range instances {
		one.end("cut")
	}
}
