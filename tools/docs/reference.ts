import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Reflection } from "typedoc" with { "resolution-mode": "import" };
import { writtenOut } from "../schema/tags";
import { root } from "./markdown";

interface Chapter {
    readonly title: string;
    readonly module: "index" | "client";
    readonly names: readonly string[];
}

/** Every export of the two modules stands in one of these. */
const chapters: readonly Chapter[] = [
    {
        title: "The resource",
        module: "index",
        names: [
            "VisualizationJob",
            "VisualizationJobArgs",
            "NewVisualizationJobArgs",
            "AdoptedVisualizationJobArgs",
            "CommonVisualizationJobArgs",
            "JobState",
            "DesiredState",
            "JobType",
            "DeletionPolicy",
        ],
    },
    {
        title: "Lookups",
        module: "index",
        names: [
            "getVisualizationJob()",
            "getVisualizationJobOutput()",
            "GetVisualizationJobArgs",
            "GetVisualizationJobOutputArgs",
            "getVisualizationJobs()",
            "getVisualizationJobsOutput()",
            "GetVisualizationJobsArgs",
            "GetVisualizationJobsOutputArgs",
            "GetVisualizationJobResult",
            "GetVisualizationJobsResult",
        ],
    },
    { title: "The client", module: "client", names: ["connect()", "ClientSettings", "JobsClient"] },
    {
        title: "What calls take and give",
        module: "client",
        names: ["JobOrId", "JobSpec", "Job", "JobQuery", "SortBy", "CallOptions", "WaitState", "WaitOptions"],
    },
    { title: "What a status means", module: "client", names: ["Status", "statuses"] },
    { title: "Errors", module: "index", names: ["ModelArtsError", "ErrorKind", "isModelArtsError()"] },
];

const packageOf = { index: "pulumi-modelarts", client: "pulumi-modelarts/client" };

/** The page of the public API, out of the comments in the code. Throws where an export has no chapter. */
export async function referencePage(): Promise<string> {
    const sections = await sectionsOfModules();
    const other = { index: "client", client: "index" } as const;
    const text = chapters.map(({ title, module, names }) => {
        const parts = names.map((name) => {
            const section = sections[module].get(name);
            if (section === undefined) throw new Error(`${packageOf[module]} does not export ${name}.`);
            sections[module].delete(name);
            // A function that is exported again has no parentheses in its title.
            const otherName = name.replace("()", "");
            const isReexported = /^Re-exports /m.test(sections[other[module]].get(otherName) ?? "");
            if (isReexported) sections[other[module]].delete(otherName);
            return isReexported ? `${section}\n\nAlso from \`${packageOf[other[module]]}\`.` : section;
        });
        return [`## ${title}`, `From \`${packageOf[module]}\`.`, ...parts].join("\n\n");
    });
    const undocumented = Object.values(sections).flatMap((module) => [...module.keys()]);
    if (undocumented.length > 0)
        throw new Error(`tools/docs/reference.ts has no chapter for ${undocumented.join(", ")}.`);
    const contents = chapters.map(({ title, names }) => `- ${link(title)}: ${names.map(link).join(", ")}`);
    const parts = [
        "# Reference",
        "What `pulumi-modelarts` exports. `npm run docs` makes this page out of the comments in the code. " +
            "How settings are found is in [Configuration](configuration.md), what happens to a job in " +
            "[A job's life](job-life.md).",
        contents.join("\n"),
        ...text,
    ];
    return `${parts.join("\n\n")}\n`;
}

function link(heading: string): string {
    return `[${heading}](#${heading.toLowerCase().replaceAll(" ", "-").replace("()", "")})`;
}

type Sections = Map<string, string>;

async function sectionsOfModules(): Promise<Record<Chapter["module"], Sections>> {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-reference-"));
    try {
        await render(folder);
        const read = async (module: string) =>
            sectionsOf(await readFile(path.join(folder, `${module}.md`), "utf8"));
        return { index: await read("index"), client: await read("client") };
    } finally {
        await rm(folder, { recursive: true });
    }
}

/**
 * Both modules go into one page, so links between them lose their file. What is deprecated keeps its title, so that
 * links find it.
 */
function sectionsOf(page: string): Sections {
    const text = page
        .replace(/<a id="[^"]*"><\/a> /g, "")
        .replace(/\]\((?:index|client)\.md#/g, "](#")
        .replaceAll("OutputInstance", "Output")
        .replace(/^(#+ )~~(.*)~~$/gm, "$1$2")
        .replace(/^\*\*\*$|^#+ (?:Constructors?|Properties|Methods)$/gm, "")
        .replace(/\n{3,}/g, "\n\n");
    const [, ...sections] = text.split(/^## /m);
    return new Map(sections.map((section) => [section.split("\n")[0] ?? "", `### ${section.trim()}`]));
}

/** Makes text of tags, while the links in them are still to be resolved. */
function writeTags(reflection: Reflection): void {
    const { comment } = reflection;
    if (comment === undefined) return;
    const { type } = reflection as { type?: { name?: string } };
    const later = ["Promise", "AsyncIterable"].includes(type?.name ?? "");
    for (const tag of comment.blockTags) {
        if (tag.typeAnnotation === undefined) continue;
        tag.content.unshift({ kind: "text", text: `${tag.typeAnnotation} ` });
        delete tag.typeAnnotation;
    }
    Object.assign(comment, writtenOut(comment, later ? "Rejects" : "Fails"));
}

async function render(folder: string): Promise<void> {
    const { Application, Converter, TSConfigReader } = await import("typedoc");
    const { MarkdownTheme, MarkdownThemeContext } = await import("typedoc-plugin-markdown");
    type Page = Parameters<InstanceType<typeof MarkdownTheme>["getRenderContext"]>[0];
    const nothing = () => "";

    class Theme extends MarkdownTheme {
        /** Without what the signature says already. */
        override getRenderContext(page: Page) {
            const context = new MarkdownThemeContext(this, page, this.application.options);
            const writeComment = context.partials.comment;
            Object.assign(context.partials, {
                hierarchy: nothing,
                inheritance: nothing,
                signatureReturns: nothing,
                // Titles of tags would be anchors that occur more than once.
                comment: (comment: Parameters<typeof writeComment>[0], how: object = {}) =>
                    writeComment(comment, { ...how, headingLevel: undefined as never }),
            });
            return context;
        }
    }
    const provider = path.join(root, "provider");
    const options = {
        entryPoints: ["index.ts", "client.ts"].map((file) => path.join(provider, "src", file)),
        tsconfig: path.join(provider, "tsconfig.json"),
        plugin: [
            "typedoc-plugin-markdown",
            ({ renderer }: { renderer: { defineTheme(name: string, theme: unknown): void } }) => {
                renderer.defineTheme("plain", Theme);
            },
        ],
        theme: "plain",
        readme: "none",
        preservedTypeAnnotationTags: ["@throws"],
        jsDocCompatibility: { defaultTag: false },
        disableGit: true,
        disableSources: true,
        excludeExternals: true,
        excludeInternal: true,
        excludePrivate: true,
        intentionallyNotExported: ["JobRef", "ErrorDetails", "LookupLocation"],
        treatWarningsAsErrors: true,
        logLevel: "Warn",
        sort: ["source-order"],
        outputs: [{ name: "markdown", path: folder }],
        outputFileStrategy: "modules",
        hidePageHeader: true,
        hideBreadcrumbs: true,
        hideGroupHeadings: true,
        parametersFormat: "none",
        expandParameters: true,
        interfacePropertiesFormat: "table",
        classPropertiesFormat: "table",
        tableColumnSettings: { hideInherited: true, hideModifiers: true, hideDefaults: true },
    };
    const app = await Application.bootstrapWithPlugins(options as never, [new TSConfigReader()]);
    app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
        Object.values(project.reflections).forEach(writeTags);
    });
    const project = await app.convert();
    if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings())
        throw new Error("The public API cannot be documented; the messages are above.");
    await app.outputs.writeOutputs(project);
    if (app.logger.hasErrors() || app.logger.hasWarnings())
        throw new Error("The reference cannot be written; the messages are above.");
}
