import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { PulumiProject } from "../../tools/engine/project";
import { dynamicProvider, providerPlugin, type TestedProvider } from "../../tools/engine/providers";
import { root } from "../../tools/repository";
import { jobsIn } from "./testStack";

const folder = path.join(root, "examples");
const hasFile = (name: string, file: string): boolean => existsSync(path.join(folder, name, file));

/** Returns the folders of `examples/` that are Pulumi projects. `tests/examples` tests their documents. */
export function exampleProjects(): string[] {
    return readdirSync(folder).filter((name) => hasFile(name, "Pulumi.yaml"));
}

/** Returns the example projects in TypeScript, which are npm packages. The others use the plugin. */
export function typescriptProjects(): string[] {
    return exampleProjects().filter((name) => hasFile(name, "package.json"));
}

/** Returns the file with the program of an example. In YAML that is the project file itself. */
export function programOf(name: string): string {
    return ["index.ts", "__main__.py", "main.go"].find((file) => hasFile(name, file)) ?? "Pulumi.yaml";
}

/** Limits the columns of names, so that a terminal of 115 columns (plugin: 95) displays the status of a job. */
export const maxNameColumns: Readonly<Record<TestedProvider["name"], number>> = {
    "dynamic resource": 12,
    plugin: 8,
};

/** The engine indents the row of a resource in a component by these columns. */
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
