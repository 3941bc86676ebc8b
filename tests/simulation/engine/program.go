package main

import (
	"encoding/json"

	"github.com/blang/semver"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// program is a Pulumi program as data. README.md describes the fields.
type program struct {
	Project   string         `json:"project"`
	Config    object         `json:"config"`
	Packages  []packageSpec  `json:"packages"`
	Resources []resourceSpec `json:"resources"`
	Outputs   object         `json:"outputs"`
	// An error that the program throws once it has started all its registrations.
	Error string `json:"error"`
}

type packageSpec struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type resourceSpec struct {
	Name      string          `json:"name"`
	Type      string          `json:"type"`
	Component bool            `json:"component"`
	Inputs    object          `json:"inputs"`
	Options   resourceOptions `json:"options"`
	// The ID of a resource that the program reads (`get`) in place of registering it.
	Get string `json:"get"`
	// The inputs are the arguments of a function, and Type is its token.
	Invoke bool `json:"invoke"`
}

type resourceOptions struct {
	Parent                  string            `json:"parent"`
	Provider                string            `json:"provider"`
	Aliases                 []aliasSpec       `json:"aliases"`
	DependsOn               []string          `json:"dependsOn"`
	Protect                 *bool             `json:"protect"`
	RetainOnDelete          *bool             `json:"retainOnDelete"`
	IgnoreChanges           []string          `json:"ignoreChanges"`
	ReplaceOnChanges        []string          `json:"replaceOnChanges"`
	ReplaceWith             []string          `json:"replaceWith"`
	DeleteBeforeReplace     *bool             `json:"deleteBeforeReplace"`
	CustomTimeouts          map[string]string `json:"customTimeouts"`
	DeletedWith             string            `json:"deletedWith"`
	Import                  string            `json:"import"`
	Version                 string            `json:"version"`
	AdditionalSecretOutputs []string          `json:"additionalSecretOutputs"`
}

// aliasSpec is a URN, or the parts of one that differ from those of the resource.
type aliasSpec struct {
	URN      string
	Name     string `json:"name"`
	Type     string `json:"type"`
	Stack    string `json:"stack"`
	Project  string `json:"project"`
	Parent   string `json:"parent"`
	NoParent bool   `json:"noParent"`
}

func (a *aliasSpec) UnmarshalJSON(text []byte) error {
	if json.Unmarshal(text, &a.URN) == nil {
		return nil
	}
	type parts aliasSpec
	return json.Unmarshal(text, (*parts)(a))
}

// settings returns the stack's configuration: texts, other values as JSON, and secrets.
func (p program) settings() (config.Map, error) {
	settings := config.Map{}
	for name, value := range p.Config {
		key, err := config.ParseKey(name)
		if err != nil {
			return nil, err
		}
		secret, isSecret := readMarker(value, "$secret")
		if isSecret {
			value = secret
		}
		text, isText := value.(string)
		if !isText {
			bytes, err := json.Marshal(value)
			if err != nil {
				return nil, err
			}
			text = string(bytes)
		}
		_, isObject := value.(object)
		_, isList := value.([]any)
		switch {
		case isSecret:
			ciphertext, err := config.Base64Crypter.EncryptValue(nil, text)
			if err != nil {
				return nil, err
			}
			settings[key] = config.NewSecureValue(ciphertext)
		case isObject || isList:
			settings[key] = config.NewObjectValue(text)
		default:
			settings[key] = config.NewValue(text)
		}
	}
	return settings, nil
}

// requiredPackages returns what a language host finds in the dependencies of a program.
func (p program) requiredPackages() []workspace.PackageDescriptor {
	var descriptors []workspace.PackageDescriptor
	for _, one := range p.Packages {
		descriptor := workspace.PackageDescriptor{}
		descriptor.Name, descriptor.Kind = one.Name, apitype.ResourcePlugin
		if version, err := semver.ParseTolerant(one.Version); err == nil {
			descriptor.Version = &version
		}
		descriptors = append(descriptors, descriptor)
	}
	return descriptors
}
