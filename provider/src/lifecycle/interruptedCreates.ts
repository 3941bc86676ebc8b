/*
 * Accounts for the jobs of interrupted creates. Before a resource gets a job, each of its records is examined: its job is
 * resumed, or removed, or left to its owner. Where it is not certain which job it is, the create fails and the error has
 * the IDs. A job that cannot be read with the present settings is named in the output.
 */
import { isModelArtsError, ModelArtsError } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import { isSameLocation } from "../modelarts/location";
import type { Resource } from "../properties/inputs";
import type { Operation } from "../reconcile/reconcile";
import type { Connection, ConnectionPool } from "./connections";
import { forcedReplacementHint, toJobSpec } from "./create";
import { InterruptedCreateSearch } from "./interruptedCreateSearch";
import { describeCreate, manualHint } from "./describeCreate";
import type { Messages } from "./messages";
import type { JobOwnership, LocatedJob } from "./ownership";
import type { PendingCreates } from "./pendingCreates";
import { hashSpec } from "./pendingRecord";
import { isRecordOf, type StoredCreate } from "./recordStore";

/** The job of an interrupted create, which no state has. */
export interface InterruptedJob {
    readonly job: Job;
    readonly connection: Connection;
    readonly record: StoredCreate;
    /** It is `resume` where the program still describes this job. */
    readonly use: "resume" | "remove";
}

export class InterruptedCreates {
    private hasNamedJobs = false;
    /** Files of the records whose jobs this process has named. */
    private readonly namedFiles = new Set<string>();

    private readonly search: InterruptedCreateSearch;

    constructor(
        private readonly pendingCreates: PendingCreates,
        private readonly ownership: JobOwnership,
        private readonly connections: ConnectionPool,
        private readonly messages: Messages,
    ) {
        this.search = new InterruptedCreateSearch(pendingCreates, ownership, messages);
    }

    /**
     * The engine calls for this resource. Names the jobs that no state has, as far as is known, once for each process. A
     * resource of the program is left out, since its create or its comparison examines its own records.
     */
    nameUnaccountedJobs(urn: string | undefined): void {
        this.pendingCreates.serve(urn);
        if (this.hasNamedJobs) return;
        this.hasNamedJobs = true;
        for (const record of this.pendingCreates.findUnaccountedRecords()) {
            if (this.ownership.isInProgram(record.urn) || this.ownership.hasBegunCreate(record.urn)) continue;
            const way = `\`pulumi up\` accounts for it while the program has the resource ${record.urn}. Otherwise`;
            this.nameJob(record, `${way} ${manualHint(record)}`);
        }
    }

    /** Where the resource goes on with its job, no create examines its records: an interrupted replacement has left them. */
    nameReplacements(urn: string, job: LocatedJob): void {
        this.pendingCreates.serve(urn);
        if (!this.ownership.keeps(urn, job)) return;
        // The job itself has a record where this run is to import it.
        const isOfOtherJob = (record: StoredCreate): boolean =>
            record.urn === urn && !isRecordOf(record, job);
        for (const record of this.pendingCreates.findUnaccountedRecords().filter(isOfOtherJob))
            this.nameJob(
                record,
                `Its resource, ${urn}, goes on with job ${job.id}. To be rid of the other one, ${manualHint(record)}`,
            );
    }

    private nameJob(record: StoredCreate, hint: string): void {
        this.namedFiles.add(record.file);
        const fact = `An earlier run ended while it created ${describeCreate(record)}, and no call since has shown that a state has it.`;
        this.messages.warn(undefined, `${fact} ${hint}`);
    }

    /** A state has this job. Where this process has named it before, it says so. */
    confirm(job: LocatedJob, name: unknown): void {
        for (const record of this.pendingCreates.confirm(job, name))
            if (this.namedFiles.delete(record.file))
                this.messages.warn(
                    record.urn,
                    `The state has ${describeCreate(record)}: nothing is to be done.`,
                );
    }

    /** Returns the name of an interrupted create of this resource, whose job it can still get. */
    findName(urn: string | undefined, inputs: Resource["inputs"]): string | undefined {
        if (urn === undefined) return undefined;
        const spec = hashSpec(toJobSpec(inputs));
        return this.pendingCreates
            .find(urn)
            .filter((record) => record.spec === spec && record.told !== true)
            .at(-1)?.name;
    }

    /** Finds the jobs of this resource's records. */
    async find(resource: Resource, connection: Connection, operation: Operation): Promise<InterruptedJob[]> {
        const jobs: InterruptedJob[] = [];
        for (const record of resource.urn === undefined ? [] : this.pendingCreates.find(resource.urn)) {
            const job = await this.examine(record, resource, connection, operation);
            if (job !== undefined) jobs.push(job);
        }
        return jobs;
    }

    /** Returns whether a resource has the job, or another one than this is to adopt it. */
    async isOfOther(job: LocatedJob, urn: string | undefined, operation: Operation): Promise<boolean> {
        if (this.ownership.owners(job).length > 0) return true;
        for (const other of this.ownership.declarations(job))
            if (other.urn !== urn && (await this.connections.mayBeAt(other, job, operation))) return true;
        return false;
    }

    /** The job of a record, which the program does not describe any more, is stopped and in no state. */
    nameStoppedJob(record: StoredCreate): void {
        this.pendingCreates.endAtClose(record);
        this.warn(
            record,
            'it is stopped and kept, by its deletionPolicy "stop". Adopt it with visualizationId, or delete it in the console.',
        );
    }

    private async examine(
        record: StoredCreate,
        { urn, inputs }: Resource,
        current: Connection,
        operation: Operation,
    ): Promise<InterruptedJob | undefined> {
        const connection = await this.connectTo(record, current, operation);
        if (connection === undefined) {
            this.warn(
                record,
                `it cannot be read with the present settings. To be rid of this record, ${manualHint(record)}`,
            );
            return undefined;
        }
        // The number of a job elsewhere says nothing about this one.
        const adoptedId = connection === current ? inputs.visualizationId : undefined;
        const job = await this.search.find(record, adoptedId, connection, operation);
        if (job === undefined) {
            this.pendingCreates.end(record);
            return undefined;
        }
        const key = { id: job.id, ...connection.location };
        // The record ends when a state has the job, and not before: its next owner may fail, or be killed.
        if (job.id === adoptedId || (await this.isOfOther(key, urn, operation))) return undefined;
        const isCurrent =
            connection === current &&
            inputs.visualizationId === undefined &&
            record.name === inputs.name &&
            record.spec === hashSpec(toJobSpec(inputs));
        if (record.told === true || record.imported === true) {
            this.giveUp(record, job, isCurrent);
            return undefined;
        }
        if (!record.isStackCertain) {
            if (!isCurrent) {
                const reason = "this machine does not tell whether it was this stack";
                this.warn(record, `${reason}. If it was, ${manualHint(record)}`);
                return undefined;
            }
            const text = `The resource goes on with ${describeCreate(record)}, which an interrupted run created.`;
            this.messages.warn(urn, text);
        }
        return { job, connection, record, use: isCurrent ? "resume" : "remove" };
    }

    /**
     * The engine had received this job, or was about to import it. Either the engine ended before it stored the job, or a
     * user has removed the job from the state, or another stack has it now: no fact tells which. The user is told of it
     * once, and the record ends.
     *
     * @throws {rejected} where it may be the job that the program describes, and runs.
     */
    private giveUp(record: StoredCreate, job: Job, isCurrent: boolean): void {
        this.pendingCreates.endAtClose(record);
        const isBilled = job.status.state === "running" || job.status.state === "starting";
        if (!isCurrent || !isBilled) {
            const hint = "Adopt that one with visualizationId, or delete it in the console.";
            this.warn(record, `the resource gets another job. ${hint}`);
            return;
        }
        throw new ModelArtsError({
            kind: "rejected",
            operation: `create another job for ${record.urn}`,
            reason: `an earlier run created ${describeCreate(record)} for it, which runs, and no call since has shown that a state has it`,
            hint:
                `To go on with that job, set visualizationId: "${job.id}" in place of trainUrl and what describes a new job. ` +
                "To have a new job, stop or delete that one if no other stack has it, and run `pulumi up` again. " +
                forcedReplacementHint,
            job: { id: job.id, name: record.name },
        });
    }

    /** Returns a connection to the location of a record, or `undefined` where there is none with this configuration. */
    private async connectTo(
        record: StoredCreate,
        current: Connection,
        operation: Operation,
    ): Promise<Connection | undefined> {
        const isHere = isSameLocation(record.place, current.location);
        try {
            const connection = isHere
                ? current
                : await this.connections.getConnection(record.place, operation);
            return connection.settings.modelarts === record.endpoint ? connection : undefined;
        } catch (error) {
            if (isModelArtsError(error)) return undefined;
            throw error;
        }
    }

    private warn(record: StoredCreate, reason: string): void {
        this.namedFiles.add(record.file);
        this.messages.warn(
            record.urn,
            `An earlier run created ${describeCreate(record)}, and no call since has shown that a state has it: ${reason}`,
        );
    }
}
