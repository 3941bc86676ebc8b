import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

import { run } from "../engine/childProcess";
import { createOnce } from "../engine/createOnce";
import { executable } from "../engine/executables";
import { describeMachine } from "../engine/findEngine";
import { build, hasGo } from "../engine/goBuild";
import { cacheRoot } from "../engine/installation";
import { goRelease, moduleVersion } from "../engine/pins";

const limitMs = 40 * 60_000;
const program = "generator";
const sources = ["go.mod", "go.sum", "generator/main.go", "generator/logo.go"];

/** The executable of `generator/main.go`, which Go builds once into the cache. Rejects where there is no Go. */
async function buildGenerator(): Promise<string> {
    const { env, home, log } = describeMachine();
    const texts = sources.map((file) => readFileSync(path.join(__dirname, file), "utf8"));
    const [goMod = ""] = texts;
    const hash = createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 12);
    const name = ["sdk", program, process.platform, process.arch, hash].join("-");
    const folder = path.join(cacheRoot(env, home), name);
    await createOnce(folder, limitMs, async (partial) => {
        if (!(await hasGo(env))) throw new Error("SDKs cannot be generated: there is no go on PATH.");
        const module = "github.com/pulumi/pulumi/pkg/v3";
        const version = moduleVersion(goMod, module);
        log(`Go builds the generator of SDKs of Pulumi ${version}: once, about a minute ...`);
        await build(
            { folder: __dirname, module, package: `./${program}`, version, go: goRelease(goMod) },
            partial,
            env,
        );
    });
    return path.join(folder, executable(program));
}

/** Runs the generator. Rejects with what it writes where it does not succeed. */
export async function runGenerator(...args: readonly string[]): Promise<void> {
    const { code, stderr } = await run(await buildGenerator(), args, { timeoutMs: 60_000 });
    if (code !== 0) throw new Error(`The generator of SDKs (${args.join(" ")}) failed: ${stderr}`);
}
