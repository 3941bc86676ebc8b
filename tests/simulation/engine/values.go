package main

import (
	"fmt"
	"slices"
	"sort"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// readMarker returns what stands under a marker: {"$secret": value}, {"$output": …} or {"$unknown": true}.
func readMarker(value any, marker string) (any, bool) {
	fields, ok := value.(object)
	if !ok || len(fields) != 1 {
		return nil, false
	}
	inner, ok := fields[marker]
	return inner, ok
}

// readReference returns the name and the property of a marker {"$output": {"resource": name, "property": path}}.
func readReference(value any) (name, property string, ok bool) {
	inner, ok := readMarker(value, "$output")
	if !ok {
		return "", "", false
	}
	fields, ok := inner.(object)
	if !ok {
		return "", "", false
	}
	name, _ = fields["resource"].(string)
	property, _ = fields["property"].(string)
	return name, property, true
}

// references returns the names of the resources whose outputs a value needs, each once and in order.
func references(value any) []string {
	set := map[string]bool{}
	collectReferences(value, set)
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func collectReferences(value any, set map[string]bool) {
	if name, _, ok := readReference(value); ok {
		set[name] = true
		return
	}
	switch value := value.(type) {
	case object:
		for _, inner := range value {
			collectReferences(inner, set)
		}
	case []any:
		for _, inner := range value {
			collectReferences(inner, set)
		}
	}
}

// toProperties makes inputs of a program into what an SDK sends, with the resources that each depends on.
func (r *run) toProperties(inputs object) (resource.PropertyMap, map[resource.PropertyKey][]resource.URN, error) {
	properties := resource.PropertyMap{}
	dependencies := map[resource.PropertyKey][]resource.URN{}
	for name, value := range inputs {
		property, err := r.toProperty(value)
		if err != nil {
			return nil, nil, fmt.Errorf("input %s: %w", name, err)
		}
		key := resource.PropertyKey(name)
		if property.IsNull() && value != nil {
			// An output that does not exist is undefined, and an SDK sends no such input.
			continue
		}
		properties[key] = property
		// The Node.js SDK names each input, also one that depends on nothing: an input without an entry would count as
		// depending on whatever the resource depends on.
		dependencies[key] = []resource.URN{}
		for _, reference := range references(value) {
			if urn := r.registration(reference).urn; urn != "" && !slices.Contains(dependencies[key], urn) {
				dependencies[key] = append(dependencies[key], urn)
			}
		}
	}
	return properties, dependencies, nil
}

func (r *run) toProperty(value any) (resource.PropertyValue, error) {
	if inner, ok := readMarker(value, "$secret"); ok {
		plain, err := r.toProperty(inner)
		return resource.MakeSecret(plain), err
	}
	if _, ok := readMarker(value, "$unknown"); ok {
		return resource.MakeComputed(resource.NewProperty("")), nil
	}
	if name, property, ok := readReference(value); ok {
		return r.output(name, property)
	}
	switch value := value.(type) {
	case object:
		fields := resource.PropertyMap{}
		for name, inner := range value {
			property, err := r.toProperty(inner)
			if err != nil {
				return property, err
			}
			fields[resource.PropertyKey(name)] = property
		}
		return resource.NewProperty(fields), nil
	case []any:
		items := make([]resource.PropertyValue, len(value))
		for i, inner := range value {
			property, err := r.toProperty(inner)
			if err != nil {
				return property, err
			}
			items[i] = property
		}
		return resource.NewProperty(items), nil
	}
	return resource.NewPropertyValue(value), nil
}

// output returns an output as the SDK for Node.js has it: what is not there is unknown in a preview, and after a failure
// that the program survives; else it is undefined.
func (r *run) output(name, property string) (resource.PropertyValue, error) {
	from := r.registration(name)
	unknown := resource.MakeComputed(resource.NewProperty(""))
	switch property {
	case "urn":
		return resource.NewProperty(string(from.urn)), nil
	case "id":
		if from.id == "" {
			return unknown, nil
		}
		return resource.NewProperty(string(from.id)), nil
	}
	path, err := resource.ParsePropertyPath(property)
	if err != nil {
		return unknown, err
	}
	value, ok := path.Get(resource.NewProperty(from.outputs))
	if !ok {
		if r.isPreview || from.isPartial {
			return unknown, nil
		}
		return resource.NewNullProperty(), nil
	}
	return value, nil
}
