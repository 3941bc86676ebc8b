import { createHash } from "node:crypto";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { createOnce } from "./createOnce";
import { cachedFolder } from "./installation";
import { json, type ProjectFolder } from "./projectFolder";

/** The files of an empty stack depend on these, and on the name of its project. */
export interface EmptyStack {
    readonly stack: string;
    readonly engineVersion: string;
    /** Maps the key of a setting to its secret value. */
    readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Puts an empty stack with its settings into the folders of a project. For the first one with these contents, `make`
 * has to let the CLI make it; all others get a copy from the cache, since each run of the CLI takes a noticeable time.
 */
export async function addEmptyStack(
    paths: ProjectFolder,
    contents: EmptyStack,
    plain: Readonly<Record<string, unknown>>,
    make: () => Promise<void>,
): Promise<void> {
    const { stack } = contents;
    const cacheFolder = cachedFolder("stack", JSON.stringify([paths.name, contents]));
    const settings = path.join(paths.project, `Pulumi.${stack}.yaml`);
    await createOnce(cacheFolder, 60_000, async (partial) => {
        await writeFile(settings, json({ config: {} }));
        await make();
        await cp(paths.state, path.join(partial, "state"), { recursive: true });
        await cp(settings, path.join(partial, "settings"));
    });
    await cp(path.join(cacheFolder, "state"), paths.state, { recursive: true });
    const text = await readFile(path.join(cacheFolder, "settings"), "utf8");
    await writeFile(settings, addSettings(text, plain));
    await selectStack(paths, stack);
}

/** Adds settings to a file that the CLI has written: an object in braces, with secrets in `config` or without. */
function addSettings(text: string, settings: Readonly<Record<string, unknown>>): string {
    const entries = JSON.stringify(settings).slice(1, -1);
    const hasConfig = /\bconfig"?: \{/;
    if (hasConfig.test(text)) return text.replace(hasConfig, (head) => `${head}${entries}, `);
    return text.replace(/^\{|$/, (brace) => `${brace}"config": {${entries}}${brace === "{" ? ", " : "\n"}`);
}

/** Writes the file with which `pulumi stack select` tells later commands which stack to use. */
async function selectStack({ home, project, name, state }: ProjectFolder, stack: string): Promise<void> {
    const hash = createHash("sha1").update(path.join(project, "Pulumi.yaml")).digest("hex");
    const folder = path.join(home, "workspaces");
    await mkdir(folder, { recursive: true });
    const stacks = { [`file://${state.split(path.sep).join("/")}`]: `organization/${name}/${stack}` };
    await writeFile(path.join(folder, `${name}-${hash}-workspace.json`), json({ stacks }));
}
