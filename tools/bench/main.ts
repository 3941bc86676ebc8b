/** `npm run bench` measures commands of the engine with many jobs. It writes `results.json` and `report.md`. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { fillParts, type Parts } from "../docs/fillParts";
import { findEngine } from "../engine/findEngine";
import { providerPlugin } from "../engine/providers";
import { measureImports } from "./imports";
import { foreignClients, prepareVirtualEnvironment } from "../engine/python";
import { measureCommands } from "./measure";
import { measurePeers } from "./peers/measurePeers";
import { usualPlan } from "./peers/peerRuns";
import { reportPeers } from "./peers/peersReport";
import { type Plan, plans } from "./plan";
import { report } from "./report";
import type { Results } from "./results";
import { measureStarts } from "./starts";
import { root } from "../repository";
import { runMain } from "../runMain";

const page = path.join(root, "docs", "benchmark.md");

const usage = `Usage: npm run bench -- [flag] ...

  --full          up to 1000 jobs that take as long as real ones; up to half an hour
  --sizes N,...   other numbers of jobs
  --out FOLDER    where results.json and report.md go (bench-results)
  --starts        measure only how the plugin starts, with Node.js and without
  --peers         measure only stop, start, list and refresh beside two clients of Open
                  Telekom Cloud, for 1, 20 and 100 jobs; needs Python; about 20 minutes
  --write         put the results into docs/benchmark.md
`;

const options = {
    full: { type: "boolean", default: false },
    starts: { type: "boolean", default: false },
    peers: { type: "boolean", default: false },
    sizes: { type: "string" },
    out: { type: "string", default: "bench-results" },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
} as const;

/** Returns the plan with the numbers of jobs of `--sizes`. */
function withSizes<P extends { readonly sizes: readonly number[] }>(plan: P, list: string | undefined): P {
    if (list === undefined) return plan;
    const sizes = list.split(",").map(Number);
    if (!sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= 1000))
        throw new Error(`--sizes takes whole numbers from 1 to 1000, not "${list}".`);
    return { ...plan, sizes: sizes.sort((a, b) => a - b) };
}

function describeMachine(): string {
    const node = process.versions.node.split(".")[0] ?? "";
    return `${availableParallelism()} cores, Node ${node}, ${process.platform} ${process.arch}`;
}

/** Returns date, machine and load in one line. */
function describeCircumstances(): string {
    const date = new Date().toISOString().slice(0, 10);
    return `${date}: ${describeMachine()}. The load average was ${(loadavg()[0] ?? 0).toFixed(1)} before it.`;
}

async function measure(plan: Plan): Promise<Results> {
    // This compiles the generated SDK of a new checkout before the measurement starts.
    await providerPlugin.projectOptions();
    const [began, before] = [Date.now(), loadavg()[0] ?? 0];
    const { version } = await findEngine();
    const measurements = await measureCommands(plan);
    console.error("loading the package");
    const imports = await measureImports();
    return {
        began: new Date(began).toISOString(),
        minutes: (Date.now() - began) / 60_000,
        machine: `${describeMachine()}, Pulumi ${version}, @pulumi/pulumi ${sdkVersion}`,
        load: { before, after: loadavg()[0] ?? 0 },
        plan,
        measurements,
        imports,
    };
}

async function comparePeers(sizes: string | undefined): Promise<string> {
    const plan = withSizes(usualPlan, sizes);
    const python = await prepareVirtualEnvironment("witnesses", foreignClients);
    await providerPlugin.projectOptions();
    const circumstances = describeCircumstances();
    const runs = await measurePeers(plan, python);
    return reportPeers({ plan, runs, circumstances });
}

async function writeParts(parts: Parts): Promise<void> {
    await writeFile(page, fillParts(page, await readFile(page, "utf8"), parts));
}

async function main(args: string[]): Promise<void> {
    const { values } = parseArgs({ args, options });
    if (values.help) {
        process.stdout.write(usage);
        return;
    }
    const plan = withSizes(plans[values.full ? "full" : "quick"], values.sizes);
    const here = process.env.INIT_CWD ?? process.cwd();
    const out = path.resolve(here, values.out);
    // All temporary files are in one folder, so that an interrupted run leaves none behind.
    const temporary = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-bench-"));
    for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = temporary;
    try {
        if (values.starts || values.peers) {
            const parts: Parts = values.starts
                ? { starts: await measureStarts(temporary, describeCircumstances()) }
                : { peers: await comparePeers(values.sizes) };
            if (values.write) await writeParts(parts);
            process.stdout.write(`\n${Object.values(parts).join("\n")}\n`);
            return;
        }
        const results = await measure(plan);
        const text = report(results);
        await mkdir(out, { recursive: true });
        await writeFile(path.join(out, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
        await writeFile(path.join(out, "report.md"), `# Results\n\n${text}\n`);
        if (values.write) await writeParts({ results: text });
        process.stdout.write(`\n${text}\n\nWritten: results.json and report.md in ${out}\n`);
    } finally {
        await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
    }
}

runMain(main, { failure: "\nThe benchmark failed. ", endsOnSignal: true });
