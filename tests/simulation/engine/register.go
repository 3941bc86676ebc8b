package main

import (
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/pulumi/pulumi/pkg/v3/resource/deploy/deploytest"
	"github.com/pulumi/pulumi/sdk/v3/go/common/providers"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// needs gives the names of what has to be registered before a resource.
func (spec *resourceSpec) needs() []string {
	given := spec.Options
	names := append(references(spec.Inputs), given.DependsOn...)
	names = append(names, given.ReplaceWith...)
	for _, name := range []string{given.Parent, given.Provider, given.DeletedWith} {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// defaultProvider names the default provider that a resource needs. It is empty where it needs none.
func (spec *resourceSpec) defaultProvider() string {
	if spec.Options.Provider != "" || spec.Component || providers.IsProviderType(tokens.Type(spec.Type)) {
		return ""
	}
	return string(tokens.Type(spec.Type).Package()) + " " + spec.Options.Version
}

// register sends one resource to the engine and keeps its answer.
func (r *run) register(spec *resourceSpec) {
	answer, err := r.send(spec)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.started[spec.Name] = true
	if err != nil {
		r.failures = append(r.failures, r.explain(spec.Name, spec.Type, err).Error())
		answer = &registered{isFailed: true}
	}
	r.results[spec.Name] = answer
}

func (r *run) send(spec *resourceSpec) (*registered, error) {
	inputs, dependencies, err := r.toProperties(spec.Inputs)
	if err != nil {
		return nil, err
	}
	given := spec.Options
	provider := r.providerOf(given.Provider)
	if spec.Invoke {
		outputs, failures, err := r.monitor.Invoke(tokens.ModuleMember(spec.Type), inputs, provider, given.Version, "")
		if err == nil && len(failures) > 0 {
			err = status.Errorf(codes.InvalidArgument, "%s: %s", failures[0].Property, failures[0].Reason)
		}
		return &registered{outputs: outputs}, err
	}
	if spec.Get != "" {
		urn, outputs, err := r.monitor.ReadResource(tokens.Type(spec.Type), spec.Name, resource.ID(spec.Get),
			r.parentOf(given.Parent), inputs, provider, given.Version, "", nil, "", "")
		return &registered{urn: urn, id: resource.ID(spec.Get), outputs: outputs}, err
	}
	sent, err := r.options(&given)
	if err != nil {
		return nil, err
	}
	sent.Inputs, sent.PropertyDeps, sent.Provider = inputs, dependencies, provider
	for _, urns := range dependencies {
		sent.Dependencies = append(sent.Dependencies, urns...)
	}
	sent.Dependencies = inOrder(sent.Dependencies)
	answer, err := r.monitor.RegisterResource(tokens.Type(spec.Type), spec.Name, !spec.Component, *sent)
	if err != nil {
		return nil, err
	}
	return &registered{urn: answer.URN, id: answer.ID, outputs: answer.Outputs,
		isPartial: answer.Result != pulumirpc.Result_SUCCESS}, nil
}

// options makes what the SDK for Node.js makes of the options of a resource.
func (r *run) options(given *resourceOptions) (*deploytest.ResourceOptions, error) {
	sent := &deploytest.ResourceOptions{
		Parent:                  r.parentOf(given.Parent),
		Protect:                 given.Protect,
		RetainOnDelete:          given.RetainOnDelete,
		IgnoreChanges:           given.IgnoreChanges,
		ReplaceOnChanges:        given.ReplaceOnChanges,
		DeleteBeforeReplace:     given.DeleteBeforeReplace,
		ImportID:                resource.ID(given.Import),
		Version:                 given.Version,
		DeletedWith:             r.urnOf(given.DeletedWith),
		AliasSpecs:              true,
		SupportsResultReporting: true,
	}
	for _, name := range given.DependsOn {
		sent.Dependencies = append(sent.Dependencies, r.urnOf(name))
	}
	for _, name := range given.ReplaceWith {
		sent.ReplaceWith = append(sent.ReplaceWith, r.urnOf(name))
	}
	for _, name := range given.AdditionalSecretOutputs {
		sent.AdditionalSecretOutputs = append(sent.AdditionalSecretOutputs, resource.PropertyKey(name))
	}
	for _, alias := range given.Aliases {
		sent.Aliases = append(sent.Aliases, r.aliasOf(alias))
	}
	if len(given.CustomTimeouts) > 0 {
		timeouts := &resource.CustomTimeouts{}
		for kind, seconds := range map[string]*float64{"create": &timeouts.Create, "update": &timeouts.Update,
			"delete": &timeouts.Delete, "read": &timeouts.Read} {
			if text := given.CustomTimeouts[kind]; text != "" {
				duration, err := time.ParseDuration(text)
				if err != nil {
					return nil, err
				}
				*seconds = duration.Seconds()
			}
		}
		sent.CustomTimeouts = timeouts
	}
	return sent, nil
}

func (r *run) aliasOf(alias aliasSpec) *pulumirpc.Alias {
	if alias.URN != "" {
		return &pulumirpc.Alias{Alias: &pulumirpc.Alias_Urn{Urn: alias.URN}}
	}
	spec := &pulumirpc.Alias_Spec{Name: alias.Name, Type: alias.Type, Stack: alias.Stack, Project: alias.Project}
	if alias.NoParent {
		spec.Parent = &pulumirpc.Alias_Spec_NoParent{NoParent: true}
	} else if alias.Parent != "" {
		spec.Parent = &pulumirpc.Alias_Spec_ParentUrn{ParentUrn: string(r.urnOf(alias.Parent))}
	}
	return &pulumirpc.Alias{Alias: &pulumirpc.Alias_Spec_{Spec: spec}}
}

// urnOf gives the URN of a resource of the program. Any other name is a URN itself.
func (r *run) urnOf(name string) resource.URN {
	if r.has(name) {
		return r.registered(name).urn
	}
	return resource.URN(name)
}

func (r *run) parentOf(name string) resource.URN {
	if name == "" {
		return r.stackURN
	}
	return r.urnOf(name)
}

func (r *run) providerOf(name string) string {
	if name == "" {
		return ""
	}
	found := r.registered(name)
	id := string(found.id)
	if id == "" {
		id = providers.UnknownID
	}
	return string(found.urn) + "::" + id
}
