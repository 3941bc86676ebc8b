import { copyFile, mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { buildPlugin } from "../plugin/build";
import { buildSdks } from "../sdks/buildSdks";
import type { SdkLanguage } from "../sdks/generate";

/** Contains what one machine cannot make, or what a rehearsal does without. */
export interface Parts {
    /** Contains archives of the plugin from other systems. @defaultValue the archive for this system is made */
    readonly plugins?: string | undefined;
    /** The SDKs of these languages are made. */
    readonly sdks: readonly SdkLanguage[];
}

/** The SDK of a language is in this folder of a release, which has the name of the registry. */
const folders: Readonly<Record<SdkLanguage, string>> = {
    nodejs: "npm",
    python: "pypi",
    go: "go",
    java: "maven",
    dotnet: "nuget",
};

/** Puts the plugin and the SDKs into the folder of a release. */
export async function buildParts(folder: string, version: string, { plugins, sdks }: Parts): Promise<void> {
    console.log("Making the plugin ...");
    const forPlugin = path.join(folder, "github");
    if (plugins === undefined) await buildPlugin({ version, folder: forPlugin });
    else await copyPlugins(plugins, version, forPlugin);
    for (const language of sdks) {
        console.log(`Making the SDK for ${language} ...`);
        await buildSdks({ version, folder: path.join(folder, folders[language]), languages: [language] });
    }
}

/** Throws unless the folder has archives of the plugin of this version, and nothing else. */
async function copyPlugins(from: string, version: string, to: string): Promise<void> {
    const names = await readdir(from);
    const foreign = names.filter((name) => !name.startsWith(`pulumi-resource-modelarts-v${version}-`));
    if (names.length === 0 || foreign.length > 0)
        throw new Error(`${from} has no archives of the plugin ${version}, or has others: ${foreign.join()}`);
    await mkdir(to, { recursive: true });
    for (const name of names) await copyFile(path.join(from, name), path.join(to, name));
    console.log(`Archives that were made elsewhere, and are not tried here: ${names.join(", ")}`);
}
