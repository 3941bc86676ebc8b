import type { Emulator, JobView } from "../../emulator/src";
import { createProject, ok, type PulumiProject } from "../../tools/engine/project";
import { type TestedProvider, findProvider } from "../../tools/engine/providers";
import { jobsIn, quickEmulatorSettings } from "../support/testStack";
import { outputOf, programOf } from "../support/programs";
import { type Interrupt, runAndInterrupt, unlock } from "../support/interrupt";

/** Every kind of new job, with the status in which it has to end. */
const expectedJobs: Readonly<Record<string, { args: string; ends: string }>> = {
    automatic: { args: `{ trainUrl: "/bucket/a/", state: "running" }`, ends: "RUNNING" },
    explicit: { args: `{ trainUrl: "/bucket/b/", name: "named", state: "running" }`, ends: "RUNNING" },
    stopped: { args: `{ trainUrl: "/bucket/c/", description: "at rest", state: "stopped" }`, ends: "KILLED" },
    undeclared: { args: `{ trainUrl: "/bucket/d/" }`, ends: "RUNNING" },
};
const program: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(expectedJobs).map(([name, { args }]) => [name, args]),
);

/** A foreign job that looks like one of ours. */
const foreignJob = { name: "named-2", trainUrl: "/bucket/b/", status: 8 };

export interface CrashRound {
    readonly provider: TestedProvider["name"];
    readonly up: readonly Interrupt[];
    readonly destroy: readonly Interrupt[];
}

/**
 * Interrupts runs, runs the same command again, and returns the deviations from the program. `interruptCount` counts the
 * interrupts that hit a run before it ended by itself.
 */
export async function playRound(
    round: CrashRound,
    service: Emulator,
): Promise<{ interruptCount: number; deviations: string[] }> {
    const stack = await createProject({
        ...(await findProvider(round.provider).projectOptions()),
        program: programOf(program),
        manifest: { options: { refresh: "always" } },
        ...quickEmulatorSettings(service),
    });
    const { id } = service.makeJob(foreignJob);
    try {
        const upCount = await interruptAll(stack, service, ["up"], round.up);
        await recover(stack);
        const deviations = await findDeviations(stack, service, id);
        const interruptCount = upCount + (await interruptAll(stack, service, ["destroy"], round.destroy));
        ok(await stack.destroy());
        const leftovers = service.jobs
            .filter((job) => job.id !== id && !isUsers(job, stack))
            .map(({ name }) => `${name} is left`);
        return { interruptCount, deviations: [...deviations, ...leftovers] };
    } finally {
        await stack.remove();
        for (const job of service.jobs) service.removeJob(job.id);
    }
}

/**
 * Runs the same command again. The engine may have received a job that it did not store. The run names such a job once,
 * and fails where the job runs: the program adopts it, as the message says, and the same command runs again.
 */
async function recover(stack: PulumiProject): Promise<void> {
    const up = await stack.up();
    if (up.code === 0) return;
    const failures = outputOf(up).matchAll(
        /create another job for \S+::(\w+): an earlier run created visualization job "[^"]*" \((\d+)\)/g,
    );
    const adoptions = [...failures].map(([, name = "", id = ""]) => {
        const state = program[name]?.includes("state:") === true ? `, state: "running"` : "";
        return [name, `{ visualizationId: "${id}"${state} }`];
    });
    if (adoptions.length === 0) ok(up);
    await stack.write(programOf({ ...program, ...(Object.fromEntries(adoptions) as typeof program) }));
    ok(await stack.up());
}

/** Checks whether a job is the user's: a run has named it, so that the user can find it, and it does not run any more. */
function isUsers({ id, statusName }: JobView, { engineOutput }: PulumiProject): boolean {
    return (
        statusName === "KILLED" && new RegExp(`earlier run created [^.]* \\(${id}\\)`, "i").test(engineOutput)
    );
}

async function interruptAll(
    stack: PulumiProject,
    service: Emulator,
    command: readonly string[],
    interrupts: readonly Interrupt[],
): Promise<number> {
    let interruptCount = 0;
    for (const interrupt of interrupts) {
        if (await runAndInterrupt(stack, service, command, interrupt)) interruptCount++;
        await unlock(stack);
    }
    return interruptCount;
}

async function findDeviations(
    stack: PulumiProject,
    service: Emulator,
    foreignJobId: string,
): Promise<string[]> {
    const jobNames = new Map(
        (await jobsIn(stack)).map(({ urn, id }) => [id ?? "", urn.split("::").pop() ?? ""]),
    );
    const jobs = service.jobs.filter(({ id }) => id !== foreignJobId);
    const unknownJobs = jobs
        .filter((job) => !jobNames.has(job.id) && !isUsers(job, stack))
        .map(({ name }) => `${name} is in no state`);
    const deviations = Object.entries(expectedJobs).flatMap(([name, { ends }]) => {
        const [job, ...more] = jobs.filter(({ id }) => jobNames.get(id) === name);
        if (job === undefined || more.length > 0) return [`${name} has ${job ? more.length + 1 : 0} jobs`];
        return job.statusName === ends ? [] : [`${name} is ${job.statusName}`];
    });
    const foreignJobChanges =
        service.job(foreignJobId)?.statusName === "RUNNING" ? [] : ["the foreign job was touched"];
    return [...unknownJobs, ...deviations, ...foreignJobChanges];
}
