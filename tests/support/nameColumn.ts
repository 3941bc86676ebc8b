import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../tools/repository";
import type { TestedProvider } from "../../tools/engine/providers";
import { exampleProjects, typescriptProjects } from "./exampleProjects";

/** Columns by which the engine indents the row of a resource that belongs to a component. */
const indentation = 3;

/** The folders of all examples. The root runs the program of one of them, and its stacks are made by these documents. */
const rootDocuments = ["README.md", "examples/tensorboard/README.md", "examples/policy-cost-guard/README.md"];
export const exampleFolders = [".", ...exampleProjects().map((name) => `examples/${name}`)];

const read = (...names: string[]): string => readFileSync(path.join(root, ...names), "utf8");
const findAll = (text: string, pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([, name = ""]) => name);

/** Returns the provider that an example uses. */
export function providerOf(folder: string): TestedProvider["name"] {
    const isDynamic = folder === "." || typescriptProjects().includes(path.basename(folder));
    return isDynamic ? "dynamic resource" : "plugin";
}

/**
 * Counts the columns that the names of an example's stacks and jobs need in the output of `pulumi up`, with an
 * indentation.
 */
export function nameColumns(folder: string): number {
    const manifest = read(folder, "Pulumi.yaml");
    const [project = ""] = findAll(manifest, /^name: ([\w-]+)$/gm);
    const documents = folder === "." ? rootDocuments : [`${folder}/README.md`];
    const stacks = documents.flatMap((file) => findAll(read(file), /^pulumi stack init ([\w-]+)$/gm));
    const program = path.join(folder, findAll(manifest, /^main: (.+)$/gm)[0] ?? ".");
    const files = readdirSync(path.join(root, program)).filter((file) => /\.(ts|py|go)$/.test(file));
    const source = [manifest, ...files.map((file) => read(program, file))].join("\n");
    const jobs = [
        ...findAll(source, /VisualizationJob\((?:ctx, |\s*)["'`]([^"'`]+)["'`]/g),
        ...findAll(source, /^ {2}([\w-]+):\n {4}type: modelarts:VisualizationJob$/gm),
        // A list in the configuration has names of experiments, and each has a job.
        ...findAll(manifest, /^ {4}default: \[(.*)\]$/gm).flatMap((list) => list.split(", ")),
    ].map((name) => name.replace(/\$\{\w+\}/, "8992"));
    if (stacks.length === 0 || jobs.length === 0) throw new Error(`${folder} has no stack or no job.`);
    const lengths = [...stacks.map((stack) => `${project}-${stack}`), ...jobs].map(({ length }) => length);
    return Math.max(...lengths) + (source.includes("parent: this") ? indentation : 0);
}

/** Counts the most columns that the examples of a provider need. */
export function maxNameColumns(provider: TestedProvider["name"]): number {
    return Math.max(
        ...exampleFolders
            .filter((folder) => providerOf(folder) === provider)
            .map((folder) => nameColumns(folder)),
    );
}
