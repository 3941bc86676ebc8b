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

// needs returns the names of what has to be registered before a resource.
func (spec *resourceSpec) needs() []string {
	options := spec.Options
	names := append(references(spec.Inputs), options.DependsOn...)
	names = append(names, options.ReplaceWith...)
	for _, name := range []string{options.Parent, options.Provider, options.DeletedWith} {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// defaultProvider returns the name of the default provider that a resource needs. It is empty where it needs none.
func (spec *resourceSpec) defaultProvider() string {
	if spec.Options.Provider != "" || spec.Component || providers.IsProviderType(tokens.Type(spec.Type)) {
		return ""
	}
	return string(tokens.Type(spec.Type).Package()) + " " + spec.Options.Version
}

// register sends one resource to the engine and keeps the response.
func (r *run) register(spec *resourceSpec) {
	response, err := r.send(spec)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.startedNames[spec.Name] = true
	if err != nil {
		r.failures = append(r.failures, r.explain(spec.Name, spec.Type, err).Error())
		response = &registration{isFailed: true}
	}
	r.results[spec.Name] = response
}

func (r *run) send(spec *resourceSpec) (*registration, error) {
	inputs, dependencies, err := r.toProperties(spec.Inputs)
	if err != nil {
		return nil, err
	}
	options := spec.Options
	provider := r.providerOf(options.Provider)
	if spec.Invoke {
		outputs, failures, err := r.monitor.Invoke(tokens.ModuleMember(spec.Type), inputs, provider, options.Version, "")
		if err == nil && len(failures) > 0 {
			err = status.Errorf(codes.InvalidArgument, "%s: %s", failures[0].Property, failures[0].Reason)
		}
		return &registration{outputs: outputs}, err
	}
	if spec.Get != "" {
		urn, outputs, err := r.monitor.ReadResource(tokens.Type(spec.Type), spec.Name, resource.ID(spec.Get),
			r.parentOf(options.Parent), inputs, provider, options.Version, "", nil, "", "")
		return &registration{urn: urn, id: resource.ID(spec.Get), outputs: outputs}, err
	}
	settings, err := r.options(&options)
	if err != nil {
		return nil, err
	}
	settings.Inputs, settings.PropertyDeps, settings.Provider = inputs, dependencies, provider
	for _, urns := range dependencies {
		settings.Dependencies = append(settings.Dependencies, urns...)
	}
	settings.Dependencies = inOrder(settings.Dependencies)
	response, err := r.monitor.RegisterResource(tokens.Type(spec.Type), spec.Name, !spec.Component, *settings)
	if err != nil {
		return nil, err
	}
	return &registration{urn: response.URN, id: response.ID, outputs: response.Outputs,
		isPartial: response.Result != pulumirpc.Result_SUCCESS}, nil
}

// options makes what the SDK for Node.js makes of the options of a resource.
func (r *run) options(options *resourceOptions) (*deploytest.ResourceOptions, error) {
	settings := &deploytest.ResourceOptions{
		Parent:                  r.parentOf(options.Parent),
		Protect:                 options.Protect,
		RetainOnDelete:          options.RetainOnDelete,
		IgnoreChanges:           options.IgnoreChanges,
		ReplaceOnChanges:        options.ReplaceOnChanges,
		DeleteBeforeReplace:     options.DeleteBeforeReplace,
		ImportID:                resource.ID(options.Import),
		Version:                 options.Version,
		DeletedWith:             r.urnOf(options.DeletedWith),
		AliasSpecs:              true,
		SupportsResultReporting: true,
	}
	for _, name := range options.DependsOn {
		settings.Dependencies = append(settings.Dependencies, r.urnOf(name))
	}
	for _, name := range options.ReplaceWith {
		settings.ReplaceWith = append(settings.ReplaceWith, r.urnOf(name))
	}
	for _, name := range options.AdditionalSecretOutputs {
		settings.AdditionalSecretOutputs = append(settings.AdditionalSecretOutputs, resource.PropertyKey(name))
	}
	for _, alias := range options.Aliases {
		settings.Aliases = append(settings.Aliases, r.aliasOf(alias))
	}
	if len(options.CustomTimeouts) > 0 {
		timeouts := &resource.CustomTimeouts{}
		for kind, seconds := range map[string]*float64{"create": &timeouts.Create, "update": &timeouts.Update,
			"delete": &timeouts.Delete, "read": &timeouts.Read} {
			if text := options.CustomTimeouts[kind]; text != "" {
				duration, err := time.ParseDuration(text)
				if err != nil {
					return nil, err
				}
				*seconds = duration.Seconds()
			}
		}
		settings.CustomTimeouts = timeouts
	}
	return settings, nil
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

// urnOf returns the URN of a resource of the program. Any other name is a URN itself.
func (r *run) urnOf(name string) resource.URN {
	if r.has(name) {
		return r.registration(name).urn
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
	result := r.registration(name)
	id := string(result.id)
	if id == "" {
		id = providers.UnknownID
	}
	return string(result.urn) + "::" + id
}
