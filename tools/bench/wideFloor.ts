import type { Log } from "../engine/engine";
import { ok } from "../engine/project";
import { jobResource } from "../../tests/packaging/schema/committed";
import { parallel, type Plan, repeatsAt, wideSize } from "./plan";
import { measureProcesses } from "./processes";
import { wideBaselineProgram } from "./programs";
import { createStack } from "./round";
import type { Service } from "./service";
import { median, type Spread, spread } from "./statistics";

/** The floor with as many properties as a job, at a command that changes nothing. */
export interface WideBaseline {
    readonly size: number;
    readonly wallSeconds: Spread | undefined;
    readonly programCpuSeconds: number | undefined;
}

/** Three of a job's are the floor's own: a state, and two times. */
const further = Object.keys(jobResource.properties)
    .filter((property) => property !== "state")
    .slice(2);

/** What Pulumi itself takes for the properties of so many resources. */
export async function measureWideBaselines(plan: Plan, service: Service, say: Log): Promise<WideBaseline[]> {
    const measured: WideBaseline[] = [];
    for (const size of plan.sizes.filter((one) => one >= wideSize)) {
        say(`${size} jobs: a floor with as many properties`);
        const stack = await createStack(wideBaselineProgram(size, further), size, service);
        const up = () => stack.up(`--parallel=${parallel}`);
        try {
            ok(await up());
            const runs: Awaited<ReturnType<typeof measureProcesses>>[] = [];
            for (let time = 0; time < repeatsAt(size, plan); time++) runs.push(await measureProcesses(up));
            measured.push({
                size,
                wallSeconds: spread(runs.map(({ wallSeconds }) => wallSeconds)),
                programCpuSeconds: median(runs.flatMap(({ usages }) => usages.program?.cpuSeconds ?? [])),
            });
        } finally {
            await stack.remove();
        }
    }
    return measured;
}
