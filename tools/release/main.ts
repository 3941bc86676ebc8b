/**
 * `npm run release:check`: whether the package may be published. `-- --write` writes docs/licences.md first.
 * `npm run release -- VERSION`: makes what is to be uploaded, and uploads nothing. `--repository URL` rehearses.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../docs/markdown";
import { killAllOnSignal } from "../engine/childProcess";
import { build } from "./build";
import { check } from "./check";
import { release } from "./release";
import { audit } from "./tools";

/** Throws unless there are no faults. What is known of a package changes from day to day, so no test runs the audit. */
async function judge(faults: readonly string[]): Promise<string> {
    const { note, faults: known } = await audit(root, "--workspace", "pulumi-modelarts");
    console.log(`audit ${note}`);
    for (const fault of [...faults, ...known]) console.error(`FAULT: ${fault}`);
    if (faults.length + known.length > 0) throw new Error("This is not to be published.");
    return "This may be published.";
}

async function checkOnly(write: boolean): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-release-"));
    try {
        return await judge(await check(folder, { write }));
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function main([mode, ...args]: readonly string[]): Promise<string> {
    const options = { write: { type: "boolean" }, repository: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [first = ""] = positionals;
    if (mode === "check") return checkOnly(values.write === true);
    if (mode === "build") return judge(await build(first));
    return release(first, values.repository);
}

killAllOnSignal();
main(process.argv.slice(2)).then(
    (message) => {
        console.log(message);
    },
    (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    },
);
