import type { Log } from "../engine/engine";
import { runScript } from "./script";
import type { Service } from "./service";

export interface Listing {
    readonly perPage: number;
    readonly jobs: number;
    readonly requests: number;
    readonly seconds: number;
    /** The same pages, one after the other, with nothing but fetch and JSON.parse. */
    readonly floorSeconds: number;
    readonly peakBytes: number;
}

interface Listed {
    readonly seconds: number;
    readonly jobs: number;
    readonly peakBytes: number;
}

const token = "EMULATOR-token-not-real";

/** Lists so many jobs with the client, each time in a new process, where the service gives pages of this and that size. */
export async function measureListing(jobs: number, service: Service, say: Log): Promise<Listing[]> {
    say(`listing ${jobs} jobs`);
    await service.makeJobs(Array.from({ length: jobs }, (_, i) => ({ name: `listed-${i}` })));
    const measured: Listing[] = [];
    for (const perPage of [1000, 100]) {
        await service.setOptions({ perPageMax: perPage });
        await service.forgetRequests();
        const ours = await runScript<Listed>(ourScript(service));
        const requests = (await service.requests()).length;
        const floor = await runScript<Listed>(floorScript(service, jobs, perPage));
        if (ours.jobs !== jobs || floor.jobs !== jobs)
            throw new Error(`${ours.jobs} and ${floor.jobs} of ${jobs} jobs were listed.`);
        measured.push({ ...ours, perPage, requests, floorSeconds: floor.seconds });
    }
    return measured;
}

const end = `console.log(JSON.stringify({
    seconds: (performance.now() - began) / 1000, jobs, peakBytes: process.resourceUsage().maxRSS * 1024 }));`;

function ourScript({ info }: Service): string {
    const settings = {
        region: info.region,
        projectId: info.projectId,
        accessKey: info.accessKey,
        secretKey: info.secretKey,
        endpoints: { modelarts: info.modelarts, iam: info.iam },
    };
    return `(async () => {
        const { connect } = require("pulumi-modelarts/client");
        const client = connect(${JSON.stringify(settings)});
        const began = performance.now();
        let jobs = 0;
        for await (const job of client.list()) jobs++;
        ${end}
    })()`;
}

function floorScript({ info }: Service, jobs: number, perPage: number): string {
    const url = `${info.modelarts}/v1/${info.projectId}/visualization-jobs?per_page=${perPage}`;
    return `(async () => {
        const headers = { "X-Auth-Token": ${JSON.stringify(token)} };
        const began = performance.now();
        let jobs = 0;
        for (let page = 1; page <= ${Math.ceil(jobs / perPage)}; page++) {
            const answer = await fetch(${JSON.stringify(url)} + "&page=" + page, { headers });
            jobs += (await answer.json()).jobs.length;
        }
        ${end}
    })()`;
}
