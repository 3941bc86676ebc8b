import type { Log } from "../engine/engine";
import { ok } from "../engine/project";
import { parallel, type Plan } from "./plan";
import { openStack } from "./round";
import type { Service } from "./service";
import { tally } from "./statistics";

export interface Throttled {
    readonly command: "create" | "destroy";
    readonly jobs: number;
    readonly rate: number;
    readonly seconds: number;
    /** That the requests which were served take at that rate alone. */
    readonly leastSeconds: number;
    readonly served: number;
    /** With 429. */
    readonly refused: number;
    readonly requests: Readonly<Record<string, number>>;
}

/** Seconds of the jobs: short, so that what it takes is what the limit costs. */
const quick = { boot: 2, stop: 1 };

/** Makes jobs and destroys them where the service serves so many requests a second. Throws where any job is not right. */
export async function measureThrottling(plan: Plan, service: Service, say: Log): Promise<Throttled[]> {
    const { throttledJobs: jobs, rate } = plan;
    say(`${jobs} jobs at ${rate} requests a second`);
    const stack = await openStack("dynamic", jobs, plan, service);
    await service.setOptions({ rateLimit: rate, ...quick });
    const measured: Throttled[] = [];
    try {
        for (const command of ["create", "destroy"] as const) {
            await service.forgetRequests();
            const flag = `--parallel=${parallel}`;
            const { ms } = ok(await (command === "create" ? stack.up(flag) : stack.destroy(flag)));
            const requests = await service.requests();
            const refused = requests.filter(({ status }) => status === 429).length;
            const served = requests.length - refused;
            measured.push({
                command,
                jobs,
                rate,
                seconds: ms / 1000,
                leastSeconds: served / rate,
                served,
                refused,
                requests: tally(requests.map(({ call }) => call)),
            });
            const right = (await service.jobs()).filter(({ statusName }) => statusName === "RUNNING").length;
            const expected = command === "create" ? jobs : 0;
            if (right !== expected) throw new Error(`After ${command} ${right} jobs run, not ${expected}.`);
        }
        return measured;
    } finally {
        await service.setOptions({ rateLimit: 0, boot: plan.boot, stop: plan.stop });
        await stack.remove();
    }
}
