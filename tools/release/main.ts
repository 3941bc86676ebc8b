/** `npm run release:check`: whether the package may be published. `-- --write` writes docs/licences.md first. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../docs/markdown";
import { check } from "./check";
import { audit } from "./tools";

async function main(args: readonly string[]): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-release-"));
    try {
        const own = await check(folder, { write: args.includes("--write") });
        // Not in `check`, which tests run: what is known of a package changes from day to day.
        const { note, faults: known } = await audit(root, "--workspace", "pulumi-modelarts");
        const faults = [...own, ...known];
        console.log(`audit ${note}`);
        for (const fault of faults) console.error(`FAULT: ${fault}`);
        console.log(faults.length === 0 ? "This may be published." : "This is not to be published.");
        if (faults.length > 0) process.exitCode = 1;
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

void main(process.argv.slice(2));
