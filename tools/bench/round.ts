import { dynamicProvider, providerPlugin } from "../../tests/support/providers";
import type { Result } from "../engine/childProcess";
import { emulatorConfig } from "../engine/emulatorConfig";
import { createProject, type PulumiProject, type ProjectOptions } from "../engine/project";
import { type Measurement, type Operation, operations, type Subject } from "./measurement";
import { measureDetectionDelay } from "./noticing";
import { largeSize, parallel, type Plan, repeatsAt } from "./plan";
import { readUsage, measureProcesses } from "./processes";
import { programFile, programOf, projectFiles } from "./programs";
import type { Service } from "./service";
import { tally } from "./statistics";

const runLimitMs = 600_000;

/** One stack of so many resources through its whole life. The service must be empty, and is empty again. */
export async function playRound(
    subject: Subject,
    size: number,
    plan: Plan,
    service: Service,
): Promise<Measurement[]> {
    const stack = await openStack(subject, size, plan, service);
    try {
        const measured: Measurement[] = [];
        for (const operation of operations) {
            const waits = !["no change", "refresh"].includes(operation);
            const times = waits ? 1 : repeatsAt(size, plan);
            for (let time = 0; time < times; time++)
                measured.push(await measure(operation, { subject, size, plan, service, stack }));
        }
        return measured;
    } finally {
        await stack.remove();
    }
}

function projectOf(subject: Subject): Promise<ProjectOptions> {
    return (subject === "plugin" ? providerPlugin : dynamicProvider).projectOptions();
}

export async function openStack(
    subject: Subject,
    size: number,
    plan: Plan,
    service: Service,
): Promise<PulumiProject> {
    return createStack(programOf(subject, size, "running", plan), size, service, await projectOf(subject));
}

/** `size`: how many resources the program has. */
export function createStack(
    program: string,
    size: number,
    service: Service,
    project: ProjectOptions = {},
): Promise<PulumiProject> {
    const { config, secrets } = emulatorConfig(service.info);
    return createProject({
        ...project,
        config,
        secrets,
        files: { ...projectFiles, [programFile]: program },
        timeoutMs: runLimitMs,
        env: size >= largeSize ? { PULUMI_SKIP_CHECKPOINTS: "true" } : {},
    });
}

interface Scene {
    readonly subject: Subject;
    readonly size: number;
    readonly plan: Plan;
    readonly service: Service;
    readonly stack: PulumiProject;
}

async function measure(operation: Operation, scene: Scene): Promise<Measurement> {
    const { subject, size, plan, service, stack } = scene;
    const wanted = { stop: "stopped", restart: "running" } as const;
    if (operation === "stop" || operation === "restart")
        await stack.write(programOf(subject, size, wanted[operation], plan), programFile);
    await service.forgetRequests();
    const before = readUsage(service.pid)?.cpuSeconds;
    const taken = await measureProcesses(() => command(operation, stack));
    const after = readUsage(service.pid)?.cpuSeconds;
    const requests = await service.requests();
    const jobs = operation === "create" ? await service.jobs() : [];
    return {
        subject,
        size,
        operation,
        ...taken,
        ...(before === undefined || after === undefined ? {} : { serviceCpuSeconds: after - before }),
        requests: tally(requests.map(({ call }) => call)),
        noticedAfter: measureDetectionDelay(operation, requests, jobs, plan),
        ...(operation === "create" ? { stateBytes: await stateBytes(stack) } : {}),
    };
}

function command(operation: Operation, stack: PulumiProject): Promise<Result> {
    const flag = `--parallel=${parallel}`;
    if (operation === "refresh") return stack.refresh(flag);
    return operation === "destroy" ? stack.destroy(flag) : stack.up(flag);
}

/** What one resource takes up in the state, as the engine's file has it: without blanks. */
async function stateBytes(stack: PulumiProject): Promise<number> {
    const { resources = [] } = (await stack.export()).deployment;
    const made = resources.filter(({ type }) => !type.startsWith("pulumi:"));
    return Buffer.byteLength(JSON.stringify(made)) / made.length;
}
