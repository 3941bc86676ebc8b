import { type Block, readDocument } from "../docs/markdown";

/** The languages of an example, by the words that Pulumi's registry and the generators of SDKs know, in their order. */
export const exampleLanguages = ["typescript", "python", "go", "csharp", "java", "yaml"] as const;

export type ExampleLanguage = (typeof exampleLanguages)[number];

export interface Example {
    readonly title: string;
    /** One program in each language. */
    readonly programs: readonly Block[];
}

/** The example of a file in `examples/`, which is the same program in every language. */
export function readExample(name: string): Example {
    const { headings, blocks } = readDocument(`tools/schema/examples/${name}.md`);
    const languages = blocks.map(({ language }) => language);
    if (languages.join() !== exampleLanguages.join())
        throw new Error(`${name}.md has not one program in each language: ${languages.join(", ")}.`);
    return { title: headings[0]?.text ?? "", programs: blocks };
}

export function fence({ language, text }: Pick<Block, "language" | "text">): string {
    return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** The examples in the form of Pulumi's generators: each SDK gets the programs of its language, the registry lets a reader choose. */
export function exampleSection(...names: readonly string[]): string {
    const examples = names.map(readExample).map(({ title, programs }) => {
        return ["{{% example %}}", `### ${title}`, ...programs.map(fence), "{{% /example %}}"].join("\n\n");
    });
    return ["{{% examples %}}", "## Example Usage", ...examples, "{{% /examples %}}"].join("\n\n");
}

export const importSection = [
    "## Import",
    "An existing job becomes a resource by its ID:",
    "```sh\npulumi import modelarts:index:VisualizationJob board 8992\n```",
    "This sends the service nothing that changes the job.",
].join("\n\n");

/** A description without its examples and sections. */
export function proseOf(description: string): string {
    return description.split("\n\n{{% examples %}}")[0] ?? "";
}
