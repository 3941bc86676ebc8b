import { type Emulator, startEmulator } from "../../emulator/src";
import type { Result } from "../engine/childProcess";
import { ok, type PulumiProject } from "../engine/project";
import { measureMemory } from "./memory";
import { largeSize, type Plan } from "./plan";
import { measureDetection } from "./polls";
import { type Measurement, type Operation, operations, subjects } from "./results";
import { createStack, programOf } from "./stacks";

/** Measures all operations, with one stack for each size and subject. */
export async function measureCommands(plan: Plan): Promise<Measurement[]> {
    const quota = Math.max(...plan.sizes);
    const service = { boot: plan.boot, stop: plan.stop, jobQuota: quota, runningQuota: quota };
    const emulator = await startEmulator(service);
    try {
        const measurements: Measurement[] = [];
        for (const size of plan.sizes)
            for (const subject of subjects) {
                console.error(`${size} jobs: ${subject}`);
                const stack = await createStack(subject, size, emulator);
                try {
                    for (const operation of operations) {
                        const waits = operation !== "no change" && operation !== "refresh";
                        const state = operation === "stop" ? "stopped" : "running";
                        await stack.write(programOf(subject, size, state, plan), "index.js");
                        for (let time = 0; time < (waits || size >= largeSize ? 1 : plan.repeats); time++) {
                            const figures = await measureCommand(operation, plan, emulator, stack);
                            measurements.push({ subject, size, operation, ...figures });
                        }
                    }
                } finally {
                    await stack.remove();
                }
            }
        return measurements;
    } finally {
        await emulator.close();
    }
}

async function measureCommand(
    operation: Operation,
    plan: Plan,
    emulator: Emulator,
    stack: PulumiProject,
): Promise<Omit<Measurement, "subject" | "size" | "operation">> {
    emulator.clearRequests();
    const { result, peakBytes } = await measureMemory(() => runCommand(operation, stack));
    const { requests: records, jobs } = emulator;
    const requests: Record<string, number> = {};
    for (const { call } of records) requests[call] = (requests[call] ?? 0) + 1;
    return {
        wallSeconds: ok(result).ms / 1000,
        ...(peakBytes > 0 ? { peakBytes } : {}),
        requests,
        detectionSeconds: measureDetection(operation, records, jobs, plan),
        ...(operation === "create" ? { stateBytes: await measureState(stack) } : {}),
    };
}

/** Runs a command in which no resource waits for another. */
function runCommand(operation: Operation, stack: PulumiProject): Promise<Result> {
    const allAtOnce = "--parallel=1000";
    if (operation === "refresh") return stack.refresh(allAtOnce);
    return operation === "destroy" ? stack.destroy(allAtOnce) : stack.up(allAtOnce);
}

/** Returns the size of one resource in the state, which the engine writes without blanks. */
async function measureState(stack: PulumiProject): Promise<number> {
    const { resources = [] } = (await stack.export()).deployment;
    const jobs = resources.filter(({ type }) => !type.startsWith("pulumi:"));
    return Buffer.byteLength(JSON.stringify(jobs)) / jobs.length;
}
