import type { Result } from "../engine/childProcess";
import type { Log } from "../engine/engine";
import type { PulumiProject } from "../engine/project";
import type { EmulatorProcess } from "./emulatorProcess";
import { type Measurement, type Operation, operations, type Subject, subjects } from "./measurement";
import { largeSize, parallelFlag, type Plan, wideSize } from "./plan";
import { measureDetection } from "./polls";
import { measureProcesses, readUsage } from "./processes";
import { createStack, setState } from "./stacks";
import { tally } from "./statistics";

/** Measures each size once with every subject, then the smallest sizes again while there is time. */
export async function measureRounds(plan: Plan, emulator: EmulatorProcess, log: Log): Promise<Measurement[]> {
    const measurements: Measurement[] = [];
    const durationMs = new Map<number, number>();
    const began = Date.now();
    const measureSize = async (size: number): Promise<void> => {
        const start = Date.now();
        for (const subject of subjects) {
            if (subject === "wide baseline" && size < wideSize) continue;
            log(`${size} jobs: ${subject}`);
            measurements.push(...(await measureStack(subject, size, plan, emulator)));
        }
        durationMs.set(size, Date.now() - start);
    };
    for (const size of plan.sizes) await measureSize(size);
    for (const size of plan.sizes) {
        const end = Date.now() - began + (durationMs.get(size) ?? Infinity);
        if (end < plan.minutes * 60_000) await measureSize(size);
    }
    return measurements;
}

/** Takes one stack through all operations. The emulator has no jobs before and after. */
async function measureStack(
    subject: Subject,
    size: number,
    plan: Plan,
    emulator: EmulatorProcess,
): Promise<Measurement[]> {
    const stack = await createStack(subject, size, plan, emulator);
    try {
        const measurements: Measurement[] = [];
        for (const operation of operations) {
            const isWide = subject === "wide baseline";
            if (isWide && !["create", "no change", "destroy"].includes(operation)) continue;
            const waits = operation !== "no change" && operation !== "refresh";
            if (operation === "stop") await setState(stack, "stopped", subject, size, plan);
            if (operation === "restart") await setState(stack, "running", subject, size, plan);
            for (let time = 0; time < (waits || size >= largeSize ? 1 : plan.repeats); time++) {
                const measured = await measureCommand(operation, plan, emulator, stack);
                measurements.push({ subject, size, operation, ...measured });
            }
        }
        return measurements;
    } finally {
        await stack.remove();
    }
}

async function measureCommand(
    operation: Operation,
    plan: Plan,
    emulator: EmulatorProcess,
    stack: PulumiProject,
): Promise<Omit<Measurement, "subject" | "size" | "operation">> {
    await emulator.clearRequests();
    const before = readUsage(emulator.pid);
    const { wallSeconds, usages } = await measureProcesses(() => runCommand(operation, stack));
    const after = readUsage(emulator.pid);
    const requests = await emulator.requests();
    const jobs = operation === "create" ? await emulator.jobs() : [];
    return {
        wallSeconds,
        usages:
            before === undefined || after === undefined
                ? usages
                : { ...usages, emulator: { ...after, cpuSeconds: after.cpuSeconds - before.cpuSeconds } },
        requests: tally(requests.map(({ call }) => call)),
        detectionSeconds: measureDetection(operation, requests, jobs, plan),
        ...(operation === "create" ? { stateBytes: await measureState(stack) } : {}),
    };
}

export function runCommand(operation: Operation, stack: PulumiProject): Promise<Result> {
    if (operation === "refresh") return stack.refresh(parallelFlag);
    return operation === "destroy" ? stack.destroy(parallelFlag) : stack.up(parallelFlag);
}

/** The size of one resource in the state, which the engine writes without blanks. */
async function measureState(stack: PulumiProject): Promise<number> {
    const { resources = [] } = (await stack.export()).deployment;
    const created = resources.filter(({ type }) => !type.startsWith("pulumi:"));
    return Buffer.byteLength(JSON.stringify(created)) / created.length;
}
