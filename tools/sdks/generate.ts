import { readFileSync } from "node:fs";
import { cp, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { run } from "../engine/childProcess";
import { findEngine } from "../engine/findEngine";
import { hasGo } from "../engine/goBuild";
import { ok } from "../engine/project";
import { projectEnvironment } from "../engine/projectEnvironment";
import { json } from "../engine/projectFolder";
import { runGenerator } from "./generator";
import { sdkNames } from "./names";
import { readPackageVersion, root } from "../repository";

export const sdkLanguages = ["nodejs", "python", "go", "java", "dotnet"] as const;
export type SdkLanguage = (typeof sdkLanguages)[number];

/** Returns the languages with these names. @throws Error for an unknown name. */
export function findLanguages(names: readonly string[]): SdkLanguage[] {
    const unknown = names.filter((name) => !(sdkLanguages as readonly string[]).includes(name));
    if (unknown.length > 0)
        throw new Error(`There is no SDK for ${unknown.join(", ")}, only for ${sdkLanguages.join(", ")}.`);
    return sdkLanguages.filter((language) => names.includes(language));
}

const provider = path.join(root, "provider");
const goPins = path.join(__dirname, "goModule");

/** Returns the schema with a version, by default that of the package, as the plugin gives it to the engine. */
export function schemaWithVersion(version = readPackageVersion()): string {
    const schema = JSON.parse(readFileSync(path.join(provider, "schema.json"), "utf8")) as object;
    return json({ ...schema, version });
}

/** Writes the source of an SDK into a new folder. Rejects if there is neither Go nor an official language host. */
export async function generateSdk(
    language: SdkLanguage,
    folder: string,
    version = readPackageVersion(),
): Promise<void> {
    const workFolder = await mkdtemp(`${folder}-`);
    try {
        const schema = path.join(workFolder, "schema.json");
        await writeFile(schema, schemaWithVersion(version));
        const output = path.join(workFolder, language);
        if (await hasGo(process.env)) await runGenerator("sdk", language, schema, output);
        else await generateWithHost(language, schema, workFolder);
        if (language === "go") await addGoMod(output);
        await cp(path.join(provider, "LICENSE"), path.join(output, "LICENSE"));
        await rename(output, folder);
    } finally {
        await rm(workFolder, { recursive: true, force: true });
    }
}

async function generateWithHost(language: SdkLanguage, schema: string, out: string): Promise<void> {
    const engine = await findEngine();
    const env = projectEnvironment(process.env, engine, { home: out, state: out });
    const args = ["package", "gen-sdk", schema, "--language", language, "--out", out];
    ok(await run(engine.pulumi, args, { cwd: out, env, timeoutMs: 120_000 }));
}

/** Adds go.mod, which the generator does not write, with the pinned versions of what the code imports. */
async function addGoMod(folder: string): Promise<void> {
    const { goModule } = sdkNames();
    const goMod = readFileSync(path.join(goPins, "go.mod"), "utf8");
    await writeFile(path.join(folder, "go.mod"), goMod.replace(/^module .*$/m, `module ${goModule}`));
    await cp(path.join(goPins, "go.sum"), path.join(folder, "go.sum"));
}
