import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { run } from "./childProcess";
import type { Engine } from "./engine";
import { findEngine, describeMachine } from "./findEngine";
import { build, hasGo } from "./goBuild";
import { cacheRoot } from "./installation";
import { createOnce } from "./createOnce";
import { executable } from "./executables";
import { ok } from "./project";
import { projectEnvironment } from "./projectEnvironment";

export type SdkLanguage = "nodejs" | "python";

const limitMs = 40 * 60_000;
const provider = path.resolve(__dirname, "..", "..", "provider");
const generator = "generate-sdk";

/** The schema with the version, as the plugin gives it to the engine. */
export function schemaWithVersion(): string {
    const read = (file: string) =>
        JSON.parse(readFileSync(path.join(provider, file), "utf8")) as { version: string };
    return JSON.stringify({ ...read("schema.json"), version: read("package.json").version });
}

/**
 * Makes the SDK of the plugin for a language in a new folder, as `pulumi package gen-sdk --local` does. That command
 * needs a newer language host than those that Go builds; with those, the same generator runs without a host.
 */
export async function generateSdk(language: SdkLanguage, folder: string): Promise<void> {
    const engine = await findEngine();
    const workFolder = await mkdtemp(`${folder}-`);
    try {
        const schema = path.join(workFolder, "schema.json");
        await writeFile(schema, schemaWithVersion());
        const generatedFolder = path.join(workFolder, language);
        if (engine.from === "go") await generate(language, schema, generatedFolder);
        else await generateWithHost(engine, language, schema, workFolder);
        await rename(generatedFolder, folder);
    } finally {
        await rm(workFolder, { recursive: true, force: true });
    }
}

async function generateWithHost(
    engine: Engine,
    language: SdkLanguage,
    schema: string,
    out: string,
): Promise<void> {
    const env = projectEnvironment(process.env, engine, { home: out, state: out });
    const args = ["package", "gen-sdk", schema, "--language", language, "--local", "--out", out];
    ok(await run(engine.pulumi, args, { cwd: out, env, timeoutMs: 120_000 }));
}

async function generate(language: SdkLanguage, schema: string, folder: string): Promise<void> {
    const { env, home, pins, log } = describeMachine();
    const { pulumi, hash } = pins;
    const source = readFileSync(path.join(pulumi.folder, generator, "main.go"));
    const key = createHash("sha256").update(hash).update(source).digest("hex").slice(0, 12);
    const name = [generator, pulumi.version, process.platform, process.arch, key].join("-");
    const bin = path.join(cacheRoot(env, home), name);
    await createOnce(bin, limitMs, async (partial) => {
        if (!(await hasGo(env))) throw new Error("SDKs cannot be generated: there is no go on PATH.");
        log(`Go builds the generator of SDKs of Pulumi ${pulumi.version}: once, about a minute ...`);
        await build({ ...pulumi, package: `./${generator}` }, partial, env);
    });
    log(`No language host for ${language} here makes SDKs: the generator of Pulumi ${pulumi.version} does.`);
    const command = path.join(bin, executable(generator));
    const { code, stderr } = await run(command, [language, schema, folder], { timeoutMs: 60_000 });
    if (code !== 0) throw new Error(`The SDK for ${language} cannot be generated: ${stderr}`);
}
