/**
 * `npm run release:check`: whether the package may be published as it is. `-- --write` brings the page of licences up
 * to date first.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { check } from "./check";
import { audit } from "./tools";

async function main(args: readonly string[]): Promise<number> {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-release-"));
    try {
        const { lines, faults: own } = await check(folder, { write: args.includes("--write") });
        // Not in `check`, which tests run: what is known of a package changes from day to day.
        const { note, faults: known } = await audit(folder);
        const faults = [...own, ...known];
        for (const line of [...lines, `audit ${note}`]) console.log(line);
        for (const fault of faults) console.error(`FAULT: ${fault}`);
        console.log(
            faults.length === 0 ? "This may be published." : `${faults.length} faults: not to be published.`,
        );
        return faults.length === 0 ? 0 : 1;
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
});
