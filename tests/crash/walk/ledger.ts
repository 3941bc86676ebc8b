import type { Emulator, JobView } from "../../../emulator/src";
import { stateOf } from "../../../emulator/src/jobs/status";
import type { PulumiProject } from "../../../tools/engine/project";
import { jobsIn } from "../../support/testStack";
import type { Program } from "./program";
import { ownerOf } from "./slot";
import type { ManualChange } from "./storm";

/** What the state holds of a job. */
export interface StateJob {
    readonly resource: string;
    readonly id: string;
    readonly policy: unknown;
    readonly status: unknown;
}

export async function readStateJobs(stack: PulumiProject): Promise<readonly StateJob[]> {
    return (await jobsIn(stack)).map(({ urn, id = "", outputs }) => ({
        resource: urn.split("::").pop() ?? "",
        id,
        policy: outputs?.deletionPolicy,
        status: outputs?.status,
    }));
}

export const isRunning = ({ status }: JobView): boolean => ["starting", "running"].includes(stateOf(status));
export const isStopped = ({ status }: JobView): boolean => ["stopped", "failed"].includes(stateOf(status));

/** Beside the state: which jobs there are, whose they are, and what people have been told and have done. */
export class JobModel {
    /** Made by others, and so not to be touched unless the program takes them over. */
    readonly foreign = new Map<string, JobView>();
    /** Stopped and left, as their resources wanted it. */
    readonly left = new Set<string>();
    /** Names in messages about a create that failed: whoever has read them knows what to look for. */
    readonly told = new Set<string>();
    readonly byHand: ManualChange = { restarted: new Set(), deleted: new Set() };
    known: readonly StateJob[] = [];

    constructor(private readonly service: Emulator) {}

    makeForeign(name: string, running: boolean): string {
        const status = running ? 8 : 12;
        const job = this.service.makeJob({
            name,
            status,
            description: "of somebody",
            trainUrl: "/bucket/a/",
        });
        this.foreign.set(job.id, job);
        return job.id;
    }

    hear(output: string): void {
        for (const [, name = ""] of output.matchAll(/create visualization job "([^"]+)"/g))
            this.told.add(name);
    }

    /** Jobs that a create has made whose answer was lost, so that the state does not know them; people were told. */
    outstanding(jobs: readonly JobView[], program: Program): readonly JobView[] {
        const numbers = new Set(program.slots.map(({ number }) => number));
        return this.unknown(jobs).filter(({ name }) => {
            const owner = ownerOf(name);
            return owner !== undefined && numbers.has(owner) && this.told.has(name);
        });
    }

    /** Made by the program, and in no state, though nobody wanted that. */
    unknown(jobs: readonly JobView[]): readonly JobView[] {
        const ids = new Set(this.known.map(({ id }) => id));
        return jobs.filter(({ id }) => !ids.has(id) && !this.foreign.has(id) && !this.left.has(id));
    }

    /** A person follows the message about a create that was lost: looks for the job, and deletes it. */
    cleanUp(jobs: readonly JobView[]): void {
        for (const { id } of jobs) {
            this.byHand.deleted.add(id);
            this.service.removeJob(id);
        }
    }
}
