import type { Log } from "../engine/engine";
import { ok } from "../engine/project";
import type { EmulatorProcess } from "./emulatorProcess";
import type { Plan } from "./plan";
import { runCommand } from "./rounds";
import { createStack } from "./stacks";
import { tally } from "./statistics";

export interface ThrottlingMeasurement {
    readonly operation: "create" | "destroy";
    readonly seconds: number;
    /** Served requests. */
    readonly served: number;
    /** Requests rejected with status 429. */
    readonly rejected: number;
    readonly requests: Readonly<Record<string, number>>;
}

/** Creates and destroys jobs of a rate-limited service. Rejects if a job is not in its desired state afterwards. */
export async function measureThrottling(
    plan: Plan,
    emulator: EmulatorProcess,
    log: Log,
): Promise<ThrottlingMeasurement[]> {
    log(`${plan.throttledJobs} jobs at ${plan.rate} requests per second`);
    const stack = await createStack("dynamic", plan.throttledJobs, plan, emulator);
    // Quick jobs, so that the rate limit makes up most of the time.
    await emulator.setOptions({ rateLimit: plan.rate, boot: 2, stop: 1 });
    const measurements: ThrottlingMeasurement[] = [];
    try {
        for (const operation of ["create", "destroy"] as const) {
            await emulator.clearRequests();
            const { ms } = ok(await runCommand(operation, stack));
            const requests = await emulator.requests();
            const rejected = requests.filter(({ status }) => status === 429).length;
            measurements.push({
                operation,
                seconds: ms / 1000,
                served: requests.length - rejected,
                rejected,
                requests: tally(requests.map(({ call }) => call)),
            });
            const jobs = await emulator.jobs();
            const running = jobs.filter(({ statusName }) => statusName === "RUNNING").length;
            const expected = operation === "create" ? plan.throttledJobs : 0;
            if (running !== expected)
                throw new Error(`After ${operation}, ${running} jobs are running instead of ${expected}.`);
        }
        return measurements;
    } finally {
        await stack.remove();
    }
}
