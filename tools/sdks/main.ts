/**
 * `npm run sdks -- [FOLDER] [LANGUAGE ...]`: makes the SDKs of the plugin, each as the registry of its language takes it.
 *
 * FOLDER defaults to `dist/sdks`, the languages to all.
 */
import path from "node:path";

import { buildSdks } from "./buildSdks";
import { sdkLanguages, type SdkLanguage } from "./generate";

async function main([folder = path.join("dist", "sdks"), ...languages]: readonly string[]): Promise<void> {
    const unknown = languages.filter((language) => !(sdkLanguages as readonly string[]).includes(language));
    if (unknown.length > 0)
        throw new Error(`No SDK for ${unknown.join(", ")}: one of ${sdkLanguages.join(", ")}.`);
    const chosen = languages.length > 0 ? (languages as SdkLanguage[]) : sdkLanguages;
    const files = await buildSdks({ folder: path.resolve(folder), languages: chosen });
    for (const { language, file } of files) console.log(`${language.padEnd(6)} ${file}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
