import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { PulumiProject } from "../../tools/engine/project";
import { dynamicProvider, providerPlugin, type TestedProvider } from "../../tools/engine/providers";
import { root } from "../../tools/repository";
import { jobsIn } from "./testStack";

const folder = path.join(root, "examples");
const hasFile = (name: string, file: string): boolean => existsSync(path.join(folder, name, file));

/**
 * Returns the folders of `examples/` that are Pulumi projects. What their documents say is tried by `tests/examples`.
 */
export function exampleProjects(): string[] {
    return readdirSync(folder).filter((name) => hasFile(name, "Pulumi.yaml"));
}

/** Returns those in TypeScript, which are npm packages. The others use the plugin. */
export function typescriptProjects(): string[] {
    return exampleProjects().filter((name) => hasFile(name, "package.json"));
}

/** Returns the file with the program of one of them: in YAML that is the project file itself. */
export function programOf(name: string): string {
    return ["index.ts", "__main__.py", "main.go"].find((file) => hasFile(name, file)) ?? "Pulumi.yaml";
}

/**
 * The most columns of the names of an example's stack and jobs, with which the row of a job shows its status whole: a
 * reader who copies an example has that in a terminal of 115 columns, and with the plugin of 95.
 */
export const maxNameColumns: Readonly<Record<TestedProvider["name"], number>> = {
    "dynamic resource": 12,
    plugin: 8,
};

/** Columns by which the engine indents the row of a resource that belongs to a component. */
const indentation = "   ";

/** Checks that the names of the stack and of its jobs leave room for the status of a job in a terminal. */
export async function expectShortNames(project: PulumiProject): Promise<void> {
    for (const { urn, type } of await jobsIn(project)) {
        const [stack = "", projectName = "", types = "", job = ""] = urn
            .replace("urn:pulumi:", "")
            .split("::");
        const names = [`${projectName}-${stack}`, (types.includes("$") ? indentation : "") + job];
        const { name } = type === dynamicProvider.type ? dynamicProvider : providerPlugin;
        expect(names.filter(({ length }) => length > maxNameColumns[name])).toEqual([]);
    }
}
