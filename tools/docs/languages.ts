import { exampleLanguages, fence, readExample, type ExampleLanguage } from "../schema/examples";
import { configurationNames } from "../schema/configuration";
import { committedSchema } from "../schema/committed";
import { sdkNames } from "../sdks/names";
import { type Parts, table } from "./fillParts";

const displayNames: Readonly<Record<ExampleLanguage, string>> = {
    typescript: "TypeScript",
    python: "Python",
    go: "Go",
    csharp: "C#",
    java: "Java",
    yaml: "YAML",
};

const names = sdkNames();
const packages = [
    ["TypeScript, JavaScript", "npm", names.npm],
    ["Python", "PyPI", names.python],
    ["Go", "Go module", names.goModule],
    ["Java", "Maven Central", `${names.javaGroup}:modelarts`],
    [".NET", "NuGet", `${names.dotnetNamespace}.ModelArts`],
];

/** Returns the generated parts of `docs/languages.md`. */
export function languageParts(): Parts {
    const programs = readExample("board").programs.flatMap((program) => [
        `### ${displayNames[program.language as ExampleLanguage]}`,
        fence(program),
    ]);
    return { packages: packageTable(), programs: programs.join("\n\n") };
}

function packageTable(): string {
    return table(
        ["language", "registry", "package"],
        packages.map(([language = "", registry = "", name = ""]) => [language, registry, `\`${name}\``]),
    );
}

/** Returns the generated parts of the two pages that Pulumi's registry has of a package. */
export function registryParts(): { readonly index: Parts; readonly installation: Parts } {
    const choices = readExample("board").programs.flatMap((program) => [
        `{{% choosable language ${program.language} %}}`,
        fence(program),
        "{{% /choosable %}}",
    ]);
    const chooser = `{{< chooser language "${exampleLanguages.join(",")}" >}}`;
    const settings = [...configurationNames()].map(([name, variables]) => [
        `\`modelarts:${name}\``,
        variables.map((variable) => `\`${variable}\``).join(", "),
        // The names in the environment have a column of their own.
        committedSchema.config.variables[name]?.description.replace(/ Environment: .*$/, "") ?? "",
    ]);
    return {
        index: { programs: [chooser, ...choices, "{{< /chooser >}}"].join("\n\n") },
        installation: {
            packages: packageTable(),
            settings: table(["setting", "environment", "meaning"], settings),
        },
    };
}
