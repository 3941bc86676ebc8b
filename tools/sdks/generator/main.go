// The generator of the SDKs: Pulumi's own code for each language.
//
//	generator sdk LANGUAGE SCHEMA FOLDER    writes the source of the SDK of a Pulumi package schema
//	generator zip FOLDER MODULE VERSION FILE    writes a Go module as a module proxy serves it
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi-java/pkg/codegen/java"
	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

const tool = "pulumi-modelarts"

func files(language string, pkg *schema.Package, loader schema.ReferenceLoader) (map[string][]byte, error) {
	switch language {
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, loader)
	case "python":
		return python.GeneratePackage(tool, pkg, nil, loader)
	case "go":
		return golang.GeneratePackage(tool, pkg, nil)
	case "dotnet":
		return dotnet.GeneratePackage(tool, pkg, nil, nil)
	case "java":
		return java.GeneratePackage(tool, pkg, nil, nil, false, false)
	}
	return nil, fmt.Errorf("there is no generator for %s", language)
}

func generate(language, schemaFile, folder string) error {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return err
	}
	// The schema refers to no other package, so the loader never needs a host.
	loader := schema.NewPluginLoader(nil)
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{})
	if err != nil {
		return err
	}
	// Warnings too.
	if len(diagnostics) > 0 {
		return diagnostics
	}
	sources, err := files(language, pkg, loader)
	if err != nil {
		return err
	}
	for name, content := range sources {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func archive(folder, modulePath, version, file string) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := zip.CreateFromDir(out, module.Version{Path: modulePath, Version: version}, folder); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

func main() {
	http.DefaultTransport = logo{}
	var err error
	switch args := os.Args[1:]; {
	case len(args) == 4 && args[0] == "sdk":
		err = generate(args[1], args[2], args[3])
	case len(args) == 5 && args[0] == "zip":
		err = archive(args[1], args[2], args[3], args[4])
	default:
		err = fmt.Errorf("usage: generator sdk LANGUAGE SCHEMA FOLDER, or generator zip FOLDER MODULE VERSION FILE")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
