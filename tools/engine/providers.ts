import { cp, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { createOnce, hashOf } from "./createOnce";
import { compileNodeSdk } from "../sdks/nodeSdk";
import type { ProjectOptions } from "./project";
import { json } from "./projectFolder";
import { root } from "../repository";

/** Describes what a program imports as `pulumi-modelarts`, and its configuration. */
export interface TestedProvider {
    readonly name: "dynamic resource" | "plugin";
    readonly type: string;
    projectOptions(): Promise<Pick<ProjectOptions, "modules" | "configKey" | "path">>;
}

export const dynamicProvider: TestedProvider = {
    name: "dynamic resource",
    type: "pulumi-nodejs:dynamic/modelarts:VisualizationJob",
    projectOptions: () => Promise.resolve({}),
};

/** Exports the generated SDK under the name of the package, so that both providers run the same programs. */
const adapter = `module.exports = require("./sdk");\n`;

let modules: Promise<string> | undefined;

/** Makes the modules once for this checkout, in a folder beside the SDK. */
async function prepareModulesWithSdk(): Promise<string> {
    const sdk = await compileNodeSdk();
    const folder = `${sdk}-${hashOf(root, adapter)}`;
    // The modules find each other under this name.
    const modules = path.join(folder, "node_modules");
    await createOnce(folder, 60_000, async (partial) => {
        const own = path.join(partial, "node_modules", "pulumi-modelarts");
        await cp(sdk, path.join(own, "sdk"), { recursive: true });
        const pulumi = path.join(partial, "node_modules", "@pulumi");
        await symlink(path.join(root, "node_modules", "@pulumi"), pulumi, "junction");
        await writeFile(path.join(own, "package.json"), json({ name: "pulumi-modelarts", main: "index.js" }));
        await writeFile(path.join(own, "index.js"), adapter);
    });
    return modules;
}

export const providerPlugin: TestedProvider = {
    name: "plugin",
    type: "modelarts:index:VisualizationJob",
    projectOptions: async () => ({
        modules: await (modules ??= prepareModulesWithSdk()),
        configKey: (key) => key.replace(/^huaweicloud:/, "modelarts:"),
        path: [path.join(root, "provider")],
    }),
};

export const providers: readonly TestedProvider[] = [dynamicProvider, providerPlugin];

export function findProvider(name: TestedProvider["name"]): TestedProvider {
    return name === providerPlugin.name ? providerPlugin : dynamicProvider;
}
