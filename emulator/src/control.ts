import { TokenStore } from "./account/tokens";
import type { Context } from "./context";
import type { FaultSpec, FaultView } from "./faults/fault";
import { FaultInjector } from "./faults/faultInjector";
import type { Job, JobView } from "./jobs/job";
import { moveJob } from "./jobs/lifecycle";
import type { JobPatch, JobSetup } from "./jobs/jobSetup";
import { RUNNING } from "./jobs/status";
import { JobStore } from "./jobs/store";
import { applyOptions, type Options } from "./options/options";
import type { RecordedRequest } from "./request";

/** Contains the addresses of the services and their credentials. */
export type EmulatorInfo = Readonly<ReturnType<typeof createInfo>>;

function createInfo({ options, url, basePath }: Context) {
    const { region, projectId, projectName, accessKey, secretKey, domainName, userName, password } = options;
    const account = { region, projectId, projectName, accessKey, secretKey, domainName, userName, password };
    return { modelarts: `${url}${basePath}`, iam: `${url}/v3`, ...account };
}

type JobId = string | number | bigint;

/** Inspects and changes an emulator. */
export class Control {
    /** `url` is the address of both services and of `/_emulator/`. */
    readonly info: EmulatorInfo & { readonly url: string };
    protected readonly faultInjector = new FaultInjector();
    protected readonly store: JobStore;
    protected readonly tokens: TokenStore;
    protected log: RecordedRequest[] = [];

    constructor(protected readonly context: Context) {
        this.info = { ...createInfo(context), url: context.url };
        this.store = new JobStore(context);
        this.tokens = new TokenStore(context);
    }

    /** Returns the jobs of all projects as they are now. */
    get jobs(): readonly JobView[] {
        return this.store.all().map((job) => this.store.view(job));
    }

    job(id: JobId): JobView | undefined {
        const job = this.store.find(String(id));
        return job && this.store.view(job);
    }

    /** Returns the recorded requests, oldest first, without those to the control API. */
    get requests(): readonly RecordedRequest[] {
        return [...this.log];
    }

    clearRequests(): void {
        this.log = [];
    }

    /** Makes a job, by default a running one. Throws a RangeError if another job has its ID. */
    makeJob(setup: JobSetup = {}): JobView {
        const { id, duration, continue: continues = false, status = RUNNING, ...rest } = setup;
        if (id !== undefined && this.store.has(BigInt(id)))
            throw new RangeError(`There is a job ${id} already.`);
        const job = this.store.add({
            projectId: this.context.options.projectId,
            name: "",
            trainUrl: "/bucket/folder/",
            ...rest,
            status,
            ...(id === undefined ? {} : { id: BigInt(id) }),
            ...(duration === undefined ? {} : { runtime: duration }),
        });
        if (rest.name === undefined) job.name = `job-${job.id}`;
        return this.move(job, status, continues);
    }

    /** Sets the status of a job. It keeps the status until a call changes it, or continues with `continue`. */
    moveJob(id: JobId, status: number, options: { readonly continue?: boolean } = {}): JobView {
        return this.changeJob(id, { ...options, status });
    }

    /** Changes a job without an API call. Throws a RangeError if the job does not exist. */
    changeJob(id: JobId, { status, continue: continues = false, ...rest }: JobPatch): JobView {
        const job = this.findJob(id);
        Object.assign(job, rest);
        return status === undefined ? this.store.view(job) : this.move(job, status, continues);
    }

    /** Removes a job at once, whatever its status is. */
    removeJob(id: JobId): void {
        this.store.delete(this.findJob(id).id);
    }

    private move(job: Job, status: number, continues: boolean): JobView {
        moveJob(job, status, continues, this.context.options, this.context.clock.now());
        return this.store.view(job);
    }

    private findJob(id: JobId): Job {
        const job = this.store.find(String(id));
        if (!job) throw new RangeError(`There is no job ${id}.`);
        return job;
    }

    get options(): Readonly<Options> {
        return { ...this.context.options };
    }

    /** Throws a TypeError if an option does not exist or has an invalid value. */
    setOptions(changes: Readonly<Partial<Options>> | Readonly<Record<string, unknown>>): void {
        applyOptions(this.context.options, changes);
        if (changes.firstId !== undefined) this.store.nextId = BigInt(this.context.options.firstId);
    }

    injectFault(spec: FaultSpec): FaultView {
        return this.faultInjector.add(spec);
    }

    get faults(): readonly FaultView[] {
        return this.faultInjector.list();
    }

    clearFaults(): void {
        this.faultInjector.clear();
    }

    /** Expires every token that exists now. */
    expireTokens(): void {
        this.tokens.expireAll();
    }

    /** Lets time pass for the jobs only. */
    elapse(seconds: number): void {
        this.store.elapse(seconds);
    }
}
