import type { Emulator } from "../../emulator/src";
import { emulatorConfig } from "../../tools/engine/emulatorConfig";
import { createProject, ok, type Project } from "../../tools/engine/project";
import { type Door, doorOf } from "../support/providers";
import { jobsIn, quickLimits } from "../support/testStack";
import { programOf } from "../support/programs";
import { type Strike, struck, unlock } from "../support/interrupt";

/** Every kind of new job there is, and where each is to end. */
const declared: Readonly<Record<string, { args: string; ends: string }>> = {
    automatic: { args: `{ trainUrl: "/bucket/a/", state: "running" }`, ends: "RUNNING" },
    named: { args: `{ trainUrl: "/bucket/b/", name: "named", state: "running" }`, ends: "RUNNING" },
    resting: { args: `{ trainUrl: "/bucket/c/", description: "at rest", state: "stopped" }`, ends: "KILLED" },
    left: { args: `{ trainUrl: "/bucket/d/" }`, ends: "RUNNING" },
};
const program = programOf(
    Object.fromEntries(Object.entries(declared).map(([name, { args }]) => [name, args])),
);

/** A job of somebody else, as like ours as can be. */
const stranger = { name: "named-2", trainUrl: "/bucket/b/", status: 8 };

export interface Round {
    readonly door: Door["name"];
    readonly up: readonly Strike[];
    readonly destroy: readonly Strike[];
}

/** Breaks runs off, runs the same command again, and says what is not as declared then; counts the strikes that hit. */
export async function play(round: Round, service: Emulator): Promise<{ hits: number; wrong: string[] }> {
    const { config, secrets } = emulatorConfig(service.info);
    const stack = await createProject({
        ...(await doorOf(round.door).project()),
        program,
        manifest: { options: { refresh: "always" } },
        config: { ...config, ...quickLimits },
        secrets,
    });
    const { id } = service.makeJob(stranger);
    try {
        const before = await strikeAll(stack, service, ["up"], round.up);
        ok(await stack.up());
        const wrong = await differences(stack, service, id);
        const hits = before + (await strikeAll(stack, service, ["destroy"], round.destroy));
        ok(await stack.destroy());
        const left = service.jobs.filter((job) => job.id !== id).map(({ name }) => `${name} is left`);
        return { hits, wrong: [...wrong, ...left] };
    } finally {
        await stack.remove();
        for (const job of service.jobs) service.removeJob(job.id);
    }
}

async function strikeAll(
    stack: Project,
    service: Emulator,
    command: readonly string[],
    strikes: readonly Strike[],
): Promise<number> {
    let hits = 0;
    for (const strike of strikes) {
        if (await struck(stack, service, command, strike)) hits++;
        await unlock(stack);
    }
    return hits;
}

async function differences(stack: Project, service: Emulator, strangersId: string): Promise<string[]> {
    const known = new Map(
        (await jobsIn(stack)).map(({ urn, id }) => [id ?? "", urn.split("::").pop() ?? ""]),
    );
    const jobs = service.jobs.filter(({ id }) => id !== strangersId);
    const unknown = jobs.filter(({ id }) => !known.has(id)).map(({ name }) => `no state knows ${name}`);
    const wrong = Object.entries(declared).flatMap(([name, { ends }]) => {
        const [job, ...more] = jobs.filter(({ id }) => known.get(id) === name);
        if (job === undefined || more.length > 0) return [`${name} has ${job ? more.length + 1 : 0} jobs`];
        return job.statusName === ends ? [] : [`${name} is ${job.statusName}`];
    });
    const touched =
        service.job(strangersId)?.statusName === "RUNNING" ? [] : ["a stranger's job was touched"];
    return [...unknown, ...wrong, ...touched];
}
