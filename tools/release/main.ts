/**
 * `npm run release:check` says whether the package may be published. `-- --write` writes docs/licences.md first.
 * `npm run release -- VERSION` makes what is to be uploaded, and uploads nothing. `--plugins FOLDER`
 * takes archives of the plugin that were made on other systems. `--repository URL` and `--sdks LANGUAGE,...` rehearse.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../repository";
import { runMain } from "../runMain";
import { build } from "./build";
import { check } from "./check";
import { release } from "./release";
import { findLanguages, sdkLanguages } from "../sdks/generate";
import { audit } from "./tools";

/** Throws unless there are no faults. What is known of a package changes from day to day, so no test runs the audit. */
async function judge(faults: readonly string[]): Promise<string> {
    // Some registries have no audits, which must not stop a rehearsal. A workflow uses that of npm.
    const isWorkflow = process.env["CI"] === "true";
    const { note, faults: auditFaults } = await audit(root, isWorkflow, "--workspace", "pulumi-modelarts");
    console.log(`audit ${note}`);
    for (const fault of [...faults, ...auditFaults]) console.error(`FAULT: ${fault}`);
    if (faults.length + auditFaults.length > 0) throw new Error("This is not to be published.");
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
    const text = { type: "string" } as const;
    const options = { write: { type: "boolean" }, repository: text, plugins: text, sdks: text } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const { write = false, repository, plugins, sdks } = values;
    const here = process.env["INIT_CWD"] ?? process.cwd();
    const parts = {
        plugins: plugins === undefined ? undefined : path.resolve(here, plugins),
        sdks: sdks === undefined ? sdkLanguages : findLanguages(sdks.split(",")),
    };
    const [first = ""] = positionals;
    if (mode === "check") return checkOnly(write);
    if (mode === "build") return judge(await build(first, parts));
    return release(first, { repository, ...parts });
}

runMain(
    async (args) => {
        console.log(await main(args));
    },
    { endsOnSignal: true },
);
