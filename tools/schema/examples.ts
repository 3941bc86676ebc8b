import { type Block, readDocument } from "../docs/markdown";

/** An example has these languages in this order. Pulumi's registry and the generators of SDKs know the words. */
export const exampleLanguages = ["typescript", "python", "go", "csharp", "java", "yaml"] as const;

export type ExampleLanguage = (typeof exampleLanguages)[number];

export interface Example {
    readonly title: string;
    /** Contains one program in each language. */
    readonly programs: readonly Block[];
}

/** Reads the example of a file in `examples/`, which is the same program in every language. */
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

/** Returns the examples in the form of Pulumi's generators. Each SDK gets the programs of its language. */
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

/** Returns a description without its examples and sections. */
export function proseOf(description: string): string {
    return description.split("\n\n{{% examples %}}")[0] ?? "";
}
