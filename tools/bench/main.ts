/**
 * `npm run bench`: how long commands of the engine take with many jobs, beside a resource that only waits, and what that
 * costs. Writes `results.json`, `report.md` and `chart.svg`.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { killAllOnSignal } from "../engine/childProcess";
import { bench } from "./bench";
import { chart } from "./chart";
import { type Plan, plans } from "./plan";
import { markdownReport, terminalReport, withResults } from "./report";
import { judge } from "./results";

const root = path.resolve(__dirname, "..", "..");
const page = path.join(root, "docs", "benchmark.md");

const usage = `Usage: npm run bench -- [flag] ...

  --full          up to 1000 jobs that take as long as real ones; up to 20 minutes
  --sizes N,...   other numbers of jobs
  --out FOLDER    where results.json, report.md and chart.svg go (bench-results)
  --write         put the results into docs/benchmark.md
`;

function read(args: readonly string[]) {
    const { values } = parseArgs({
        args: [...args],
        options: {
            full: { type: "boolean", default: false },
            sizes: { type: "string" },
            out: { type: "string", default: "bench-results" },
            write: { type: "boolean", default: false },
            help: { type: "boolean", default: false },
        },
    });
    return values;
}
type Flags = ReturnType<typeof read>;

function planned({ full, sizes: given }: Flags): Plan {
    const plan = plans[full ? "full" : "quick"];
    if (given === undefined) return plan;
    const sizes = given.split(",").map(Number);
    if (!sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= 1000))
        throw new Error(`--sizes takes whole numbers from 1 to 1000; it was given "${given}".`);
    return { ...plan, sizes: sizes.sort((a, b) => a - b) };
}

async function measure(flags: Flags): Promise<void> {
    const plan = planned(flags);
    const folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), flags.out);
    await mkdir(folder, { recursive: true });
    const results = await bench(plan, (line) => {
        process.stderr.write(`${line}\n`);
    });
    const judged = judge(results);
    process.stdout.write(`\n${terminalReport(results, judged)}`);
    const report = markdownReport(results, judged);
    const { boot, stop } = plan;
    const title = `Wall time; a start takes ${boot} s, a stop ${stop} s, a delete ${stop} s`;
    await writeFile(
        path.join(folder, "results.json"),
        `${JSON.stringify({ ...results, judged }, null, 2)}\n`,
    );
    await writeFile(path.join(folder, "report.md"), `# Results\n\n${report}\n`);
    await writeFile(path.join(folder, "chart.svg"), chart(judged.rows, title));
    if (flags.write) await writeFile(page, withResults(await readFile(page, "utf8"), report));
    process.stdout.write(`Written: results.json, report.md and chart.svg in ${folder}\n`);
}

/** All that is made on the way lies in one folder, so that nothing is left of what is broken off. */
async function inOwnFolder(work: () => Promise<void>): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-bench-"));
    for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = folder;
    try {
        await work();
    } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
}

/** After a signal the current run is ended, the benchmark fails at it, and its `finally` blocks clean up. */
const stoppedBy = killAllOnSignal();

async function main(args: readonly string[]): Promise<void> {
    const flags = read(args);
    if (flags.help) process.stdout.write(usage);
    else await inOwnFolder(() => measure(flags));
}

main(process.argv.slice(2)).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const signal = stoppedBy();
    process.stderr.write(
        signal
            ? `\nStopped by ${signal}; everything is cleaned up.\n`
            : `\nThe benchmark failed. ${message}\n`,
    );
    process.exitCode = signal ? 130 : 1;
});
