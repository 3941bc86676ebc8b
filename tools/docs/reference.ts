import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Api } from "./api";

/** TypeDoc makes one file of each module. */
const modules = { "index.md": "pulumi-modelarts", "client.md": "pulumi-modelarts/client" };

/** Every export of the two modules is in one of these chapters. */
const chapters = JSON.parse(readFileSync(path.join(__dirname, "chapters.json"), "utf8")) as Readonly<
    Record<string, { readonly from: string; readonly names: readonly string[] }>
>;

/** Returns the page of the public API, made of the comments in the code. Throws where an export has no chapter. */
export async function referencePage(api: Api): Promise<string> {
    const { sections, reexports } = await readSections(api);
    const text = Object.entries(chapters).map(([title, { from, names }]) => {
        const parts = names.map((name) => {
            const section = sections.get(name);
            if (section === undefined) throw new Error(`${from} does not export ${name}.`);
            sections.delete(name);
            // A function that is exported again has no parentheses in its title.
            const other = reexports.get(name.replace("()", ""));
            return other === undefined ? section : `${section}\n\nAlso from \`${other}\`.`;
        });
        return [`## ${title}`, `From \`${from}\`.`, ...parts].join("\n\n");
    });
    if (sections.size > 0)
        throw new Error(`tools/docs/chapters.json has no chapter for ${[...sections.keys()].join(", ")}.`);
    const contents = Object.entries(chapters).map(
        ([title, { names }]) => `- ${link(title)}: ${names.map(link).join(", ")}`,
    );
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

/** Returns the text about each export by its title, and the module that exports it again. */
async function readSections({ app, project }: Api) {
    const sections = new Map<string, string>();
    const reexports = new Map<string, string>();
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-reference-"));
    try {
        await app.outputs.writeOutput({ name: "markdown", path: folder }, project);
        if (app.logger.hasErrors() || app.logger.hasWarnings())
            throw new Error("The reference cannot be written; the messages are above.");
        for (const [file, module] of Object.entries(modules)) {
            const [, ...texts] = plain(await readFile(path.join(folder, file), "utf8")).split(/^## /m);
            for (const text of texts) {
                const [title = ""] = text.split("\n");
                if (/^Re-exports /m.test(text)) reexports.set(title, module);
                else sections.set(title, `### ${text.trim()}`);
            }
        }
        return { sections, reexports };
    } finally {
        await rm(folder, { recursive: true });
    }
}

/** Removes the file from links, since both modules are on one page. A deprecated export keeps its title for links. */
function plain(page: string): string {
    return page
        .replace(/<a id="[^"]*"><\/a> /g, "")
        .replace(/\]\((?:index|client)\.md#/g, "](#")
        .replaceAll("OutputInstance", "Output")
        .replace(/^(#+ )~~(.*)~~$/gm, "$1$2")
        .replace(/^\*\*\*$|^#+ (?:Constructors?|Properties|Methods)$/gm, "")
        .replace(/\n{3,}/g, "\n\n");
}
