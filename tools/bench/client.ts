import path from "node:path";

import { run } from "../engine/childProcess";
import type { Log } from "../engine/engine";
import { ok } from "../engine/project";
import type { EmulatorProcess } from "./emulatorProcess";
import { type Spread, spread } from "./statistics";

const root = path.resolve(__dirname, "..", "..");

/** Runs JavaScript in a new process without the user's settings; resolves with the JSON that it prints. */
async function runScript<T>(script: string): Promise<T> {
    const options = { cwd: root, env: { PATH: process.env.PATH }, timeoutMs: 120_000 };
    return JSON.parse(ok(await run(process.execPath, ["-e", script], options)).stdout) as T;
}

export interface ImportMeasurement {
    readonly what: string;
    readonly milliseconds: Spread | undefined;
}

const loadPulumi = `require("@pulumi/pulumi")`;
const exampleSettings = { region: "eu-de", projectId: "0", accessKey: "EXAMPLE", secretKey: "EXAMPLE" };
const imports: readonly { readonly what: string; readonly before?: string; readonly load: string }[] = [
    { what: "@pulumi/pulumi alone", load: loadPulumi },
    {
        what: "pulumi-modelarts, in a program that has Pulumi",
        before: loadPulumi,
        load: `require("pulumi-modelarts")`,
    },
    {
        what: "pulumi-modelarts/dynamic, in the provider's process",
        before: loadPulumi,
        load: `require("pulumi-modelarts/dynamic").provider`,
    },
    {
        what: "the plugin, until it listens",
        load: `require("./provider/dist/engine/plugin/server.js").servePlugin([])`,
    },
    {
        what: "pulumi-modelarts/client, in a script without Pulumi",
        load: `require("pulumi-modelarts/client")`,
    },
    {
        what: "the same, with a client made",
        load: `require("pulumi-modelarts/client").connect(${JSON.stringify(exampleSettings)})`,
    },
];

/** Measures each import `times` times, always in a new process. */
export async function measureImports(times: number, log: Log): Promise<ImportMeasurement[]> {
    log("loading the package");
    const measurements: ImportMeasurement[] = [];
    for (const { what, before = "", load } of imports) {
        const script =
            `${before}; const began = performance.now(); ${load}; ` +
            `console.log(JSON.stringify(performance.now() - began)); process.exit()`;
        const milliseconds: number[] = [];
        while (milliseconds.length < times) milliseconds.push(await runScript<number>(script));
        measurements.push({ what, milliseconds: spread(milliseconds) });
    }
    return measurements;
}

interface List {
    readonly jobs: number;
    readonly seconds: number;
    readonly peakBytes: number;
}
export interface ListMeasurement extends List {
    readonly perPage: number;
    readonly requests: number;
    /** For the same pages, one after the other, with nothing but `fetch` and `JSON.parse`. */
    readonly fetchSeconds: number;
}

/** Lists all jobs in a new process, once for each page size of the service. */
export async function measureLists(
    jobs: number,
    emulator: EmulatorProcess,
    log: Log,
): Promise<ListMeasurement[]> {
    log(`listing ${jobs} jobs`);
    await emulator.addJobs(Array.from({ length: jobs }, (_, i) => ({ name: `listed-${i}` })));
    const { modelarts, iam, projectId, region, accessKey, secretKey } = emulator.info;
    const settings = { region, projectId, accessKey, secretKey, endpoints: { modelarts, iam } };
    const measurements: ListMeasurement[] = [];
    for (const perPage of [1000, 100]) {
        await emulator.setOptions({ perPageMax: perPage });
        await emulator.clearRequests();
        const list = await runScript<List>(
            timed(
                `const client = require("pulumi-modelarts/client").connect(${JSON.stringify(settings)});`,
                `for await (const job of client.list()) jobs++;`,
            ),
        );
        const requests = (await emulator.requests()).length;
        const url = `${modelarts}/v1/${projectId}/visualization-jobs?per_page=${perPage}&page=`;
        const plain = await runScript<List>(
            timed(
                `const headers = { "X-Auth-Token": "EMULATOR-token-not-real" };`,
                `for (let page = 1; page <= ${Math.ceil(jobs / perPage)}; page++)
                    jobs += (await (await fetch("${url}" + page, { headers })).json()).jobs.length;`,
            ),
        );
        if (list.jobs !== jobs || plain.jobs !== jobs)
            throw new Error(`The client listed ${list.jobs} and fetch ${plain.jobs} of ${jobs} jobs.`);
        measurements.push({ ...list, perPage, requests, fetchSeconds: plain.seconds });
    }
    return measurements;
}

/** A script that counts `jobs`. */
const timed = (before: string, count: string): string => `(async () => {
    ${before}
    const began = performance.now();
    let jobs = 0;
    ${count}
    const seconds = (performance.now() - began) / 1000;
    console.log(JSON.stringify({ seconds, jobs, peakBytes: process.resourceUsage().maxRSS * 1024 }));
})()`;
