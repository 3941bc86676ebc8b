import { cp, mkdir, mkdtemp, readFile, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import type { ProjectPaths } from "./projectEnvironment";
import { root } from "../repository";

export interface FolderOptions {
    /** Is the text of `index.ts`. It excludes `example`. */
    readonly program?: string;
    /** Names a folder in `examples/` that is copied. */
    readonly example?: string;
    /** Adds fields to `Pulumi.yaml` for a `program`, such as `{ options: { refresh: "always" } }`. */
    readonly manifest?: Readonly<Record<string, unknown>>;
    /** Maps the names of additional files to their texts. */
    readonly files?: Readonly<Record<string, string>>;
    /** Is the `node_modules` of the project, or `null` for none. @defaultValue that of this repository */
    readonly modules?: string | null;
}

export interface ProjectFolder extends ProjectPaths {
    /** Contains the other folders. */
    readonly top: string;
    readonly project: string;
    /** Is the `name` of Pulumi.yaml, which is also the namespace of its own configuration keys. */
    readonly name: string;
}

const compilerOptions = {
    target: "ES2022",
    module: "Node16",
    moduleResolution: "Node16",
    strict: true,
    skipLibCheck: true,
    noEmit: true,
};

/** Returns JSON, which is YAML, so that no writer of YAML is needed. */
export function json(value: unknown): string {
    return `${JSON.stringify(value, null, 2)}\n`;
}

function filesOf({ program = "", manifest, files }: FolderOptions): Record<string, string> {
    return {
        "Pulumi.yaml": json({ name: "test", runtime: { name: "nodejs" }, ...manifest }),
        "package.json": json({ name: "test", private: true, main: "index.ts" }),
        "tsconfig.json": json({ compilerOptions }),
        "index.ts": program,
        ...files,
    };
}

/** Copies the folder of an example, or those of all examples for an empty name. */
export async function copyExample(example: string, target: string): Promise<void> {
    await cp(path.join(root, "examples", example), target, {
        recursive: true,
        // Stack settings and packages that a user has made there are not copied.
        filter: (file) => !/^(node_modules|\.venv|sdks|Pulumi\..+\.yaml)$/.test(path.basename(file)),
    });
}

/** Makes a Pulumi project in a temporary folder, where packages resolve. */
export async function makeProjectFolder(options: FolderOptions): Promise<ProjectFolder> {
    // The CLI knows a project by the path without links, and on macOS the folder for temporary files is behind one.
    const top = await mkdtemp(path.join(await realpath(tmpdir()), "pulumi-modelarts-"));
    const [project, home, state] = ["project", "home", "state"].map((name) => path.join(top, name)) as [
        string,
        string,
        string,
    ];
    for (const folder of [project, home, state]) await mkdir(folder);
    if (options.example !== undefined) await copyExample(options.example, project);
    const files = options.example === undefined ? filesOf(options) : (options.files ?? {});
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(project, name), text);
    const { modules = path.join(root, "node_modules") } = options;
    if (modules !== null) await symlink(modules, path.join(project, "node_modules"), "junction");

    const manifest = await readFile(path.join(project, "Pulumi.yaml"), "utf8");
    const name = /^\s*"?name"?:\s*"?([\w.-]+)/m.exec(manifest)?.[1];
    if (!name) throw new Error(`Pulumi.yaml of ${options.example ?? "the program"} has no name.`);
    return { top, project, home, state, name };
}
