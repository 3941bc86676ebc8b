/**
 * `npm run sdks -- [--source] [FOLDER] [LANGUAGE ...]` makes the SDKs of the plugin, each as the registry of its
 * language takes it; with `--source` as source, each in a folder with the name of its language.
 *
 * FOLDER defaults to `dist/sdks`, the languages to all.
 */
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";

import { buildSdks, type SdkFile } from "./buildSdks";
import { findLanguages, generateSdk, sdkLanguages, type SdkLanguage } from "./generate";
import { runMain } from "../runMain";

async function writeSources(folder: string, languages: readonly SdkLanguage[]): Promise<SdkFile[]> {
    await mkdir(folder, { recursive: true });
    const files = languages.map((language) => ({ language, file: path.join(folder, language) }));
    for (const { language, file } of files) {
        await rm(file, { recursive: true, force: true });
        await generateSdk(language, file);
    }
    return files;
}

async function main(args: readonly string[]): Promise<void> {
    const flags = args.filter((arg) => arg.startsWith("--"));
    const [folder = path.join("dist", "sdks"), ...names] = args.filter((arg) => !arg.startsWith("--"));
    const languages = names.length === 0 ? sdkLanguages : findLanguages(names);
    if (flags.some((flag) => flag !== "--source"))
        throw new Error("npm run sdks -- [--source] [FOLDER] [LANGUAGE ...]");
    const files =
        flags.length > 0
            ? await writeSources(path.resolve(folder), languages)
            : await buildSdks({ folder: path.resolve(folder), languages });
    for (const { language, file } of files) console.log(`${language.padEnd(6)} ${file}`);
}

runMain(main);
