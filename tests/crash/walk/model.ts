import type { Emulator, JobView } from "../../../emulator/src";
import { stateOf } from "../../../emulator/src/jobs/status";
import type { PulumiProject } from "../../../tools/engine/project";
import { jobsIn } from "../../support/testStack";
import type { Program } from "./program";
import { ownerOf } from "./slot";
import type { ManualChange } from "./faultScheduler";

/** The part of a job in the state that the model compares. */
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

/** Which jobs there are besides the state, who made them, and what errors and people said and did about them. */
export class JobModel {
    /** Jobs of others: untouched unless the program adopts them. */
    readonly foreign = new Map<string, JobView>();
    /** Jobs that the deletion policy stopped and kept. */
    readonly retained = new Set<string>();
    /** The job names in messages about failed creates. */
    readonly reportedNames = new Set<string>();
    readonly manualChanges: ManualChange = { restarted: new Set(), deleted: new Set() };
    stateJobs: readonly StateJob[] = [];

    constructor(private readonly service: Emulator) {}

    makeForeign(name: string, running: boolean): string {
        const status = running ? 8 : 12;
        const job = this.service.makeJob({
            name,
            status,
            description: "of others",
            trainUrl: "/bucket/a/",
        });
        this.foreign.set(job.id, job);
        return job.id;
    }

    readMessages(output: string): void {
        for (const [, name = ""] of output.matchAll(/create visualization job "([^"]+)"/g))
            this.reportedNames.add(name);
    }

    /** Unconfirmed jobs: created without a response, in no state, and reported by an error. */
    outstanding(jobs: readonly JobView[], program: Program): readonly JobView[] {
        const numbers = new Set(program.slots.map(({ number }) => number));
        return this.unknown(jobs).filter(({ name }) => {
            const owner = ownerOf(name);
            return owner !== undefined && numbers.has(owner) && this.reportedNames.has(name);
        });
    }

    /** Jobs of the program that are in no state and were not kept on purpose. */
    unknown(jobs: readonly JobView[]): readonly JobView[] {
        const ids = new Set(this.stateJobs.map(({ id }) => id));
        return jobs.filter(({ id }) => !ids.has(id) && !this.foreign.has(id) && !this.retained.has(id));
    }

    /** A person follows the message about an unconfirmed create, and deletes the job. */
    cleanUp(jobs: readonly JobView[]): void {
        for (const { id } of jobs) {
            this.manualChanges.deleted.add(id);
            this.service.removeJob(id);
        }
    }
}
