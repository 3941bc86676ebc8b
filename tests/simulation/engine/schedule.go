package main

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/providers"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

var planningMethods = []string{"Check", "Diff", "CheckConfig", "DiffConfig"}

// registerAtOnce starts each registration as soon as what it needs is known, as a Node.js program does. The engine
// comes to rest between two starts, so that it gets them in a certain order. Registrations that would all wait for the
// same default provider follow when it is there: they would go on all at once, in no certain order. So would those that
// the engine gets while it waits for the plan of another one.
func (r *run) registerAtOnce() {
	for {
		r.operation.watch.waitForRest()
		if r.isPlanning() {
			<-r.progress
			continue
		}
		if spec := r.nextReady(); spec != nil {
			go func() {
				r.register(spec)
				r.mutex.Lock()
				r.inFlight--
				r.mutex.Unlock()
				r.wake()
			}()
			continue
		}
		r.mutex.Lock()
		inFlight := r.inFlight
		r.mutex.Unlock()
		if inFlight == 0 && r.nextReady() == nil {
			return
		}
		<-r.progress
	}
}

func (r *run) isPlanning() bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.planningCount > 0
}

func (r *run) nextReady() *resourceSpec {
	for i := range r.program.Resources {
		spec := &r.program.Resources[i]
		if r.isReady(spec) && r.hasProvider(spec) {
			r.mutex.Lock()
			r.startedNames[spec.Name] = true
			r.inFlight++
			r.mutex.Unlock()
			return spec
		}
	}
	return nil
}

// hasProvider says whether the default provider of a resource is there, or the resource is the first that needs it.
func (r *run) hasProvider(spec *resourceSpec) bool {
	key := spec.defaultProvider()
	if key == "" {
		return true
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	opener, ok := r.openers[key]
	if !ok {
		r.openers[key] = spec.Name
		return true
	}
	return opener == "" || r.results[opener] != nil
}

// beginCall is called at each call that a provider gets about a resource.
func (r *run) beginCall(method string, urn resource.URN) (end func()) {
	isPlanning := slices.Contains(planningMethods, method)
	r.mutex.Lock()
	if isPlanning {
		r.planningCount++
	}
	for key, opener := range r.openers {
		if opener != "" && urn.Name() == opener && !providers.IsProviderType(urn.Type()) {
			r.openers[key] = ""
		}
	}
	r.mutex.Unlock()
	r.wake()
	return func() {
		if !isPlanning {
			return
		}
		r.mutex.Lock()
		r.planningCount--
		r.mutex.Unlock()
		r.wake()
	}
}

func (r *run) wake() {
	select {
	case r.progress <- struct{}{}:
	default:
	}
}

// isReady says whether all is registered that a resource needs. Names that the program does not have are URNs.
func (r *run) isReady(spec *resourceSpec) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.startedNames[spec.Name] {
		return false
	}
	for _, name := range spec.needs() {
		if result := r.results[name]; (result == nil && r.has(name)) || (result != nil && result.isFailed) {
			return false
		}
	}
	return true
}

func (r *run) has(name string) bool {
	for i := range r.program.Resources {
		if r.program.Resources[i].Name == name {
			return true
		}
	}
	return false
}
