import { TokenStore } from "./account/tokens";
import { type Clock, ServiceClock } from "./clock";
import { Control } from "./control";
import { RequestHandler, type RequestListener } from "./requestHandler";
import type { FaultSpec, FaultView } from "./faults/fault";
import { FaultInjector } from "./faults/faultInjector";
import { type EmulatorInfo, createInfo } from "./info";
import type { JobView } from "./jobs/job";
import { JobLifecycle } from "./jobs/lifecycle";
import { type JobSetup, JobAdmin, type JobPatch } from "./jobs/jobAdmin";
import { JobStore } from "./jobs/store";
import type { Delivery } from "./faults/delivery";
import type { RawRequest } from "./incomingRequest";
import { applyOptions, type Options } from "./options/options";
import type { RandomBytes } from "./random";
import { type RecordedRequest, RequestLog } from "./requestLog";
import { Service } from "./service";

export interface EmulatorParts {
    readonly options: Options;
    readonly clock: Clock;
    readonly randomBytes: RandomBytes;
    /** Where clients find it. */
    readonly url: string;
    readonly basePath: string;
    /** Closes all connections. */
    readonly close: () => Promise<void>;
}

/** The service, which handles one request after another, and the methods to inspect and control it. */
export class Emulator {
    /** What a program needs to use it; `url` is where both services and `/_emulator/` are. */
    readonly info: EmulatorInfo & { readonly url: string };
    private readonly currentOptions: Options;
    private readonly log: RequestLog;
    private readonly faultInjector = new FaultInjector();
    private readonly store: JobStore;
    private readonly jobAdmin: JobAdmin;
    private readonly tokens: TokenStore;
    private readonly requestHandler: RequestHandler;
    private readonly closeListener: () => Promise<void>;

    constructor({ options, clock: source, randomBytes, url, basePath, close }: EmulatorParts) {
        this.currentOptions = options;
        this.info = { ...createInfo(options, url, basePath), url };
        this.closeListener = close;
        this.log = new RequestLog(source);
        const clock = new ServiceClock(options, source);
        this.store = new JobStore(options, clock, randomBytes, new JobLifecycle(options));
        this.jobAdmin = new JobAdmin(options, clock, this.store);
        this.tokens = new TokenStore(options, clock, randomBytes);
        const endpoints = { modelarts: this.info.modelarts, iam: url };
        const service = new Service(options, clock, randomBytes, this.store, this.tokens, endpoints);
        this.requestHandler = new RequestHandler(
            service,
            this.faultInjector,
            this.log,
            new Control(this),
            source,
            basePath,
        );
        this.store.restartIds(options.firstId);
    }

    /** Handles one request to the service or to the control API, and returns how it ends. */
    handle(request: RawRequest): Promise<Delivery> {
        return this.requestHandler.handle(request);
    }

    /** The jobs of all projects, each as it is at this moment. */
    get jobs(): readonly JobView[] {
        return this.store.all().map((job) => this.store.view(job));
    }

    job(id: string | number | bigint): JobView | undefined {
        const job = this.store.find(String(id));
        return job && this.store.view(job);
    }

    /** The recorded requests, oldest first, without those to the control API. */
    get requests(): readonly RecordedRequest[] {
        return this.log.list();
    }

    clearRequests(): void {
        this.log.clear();
    }

    /** Calls `listener` for each request before it is handled. Returns a function that removes the listener. */
    onRequest(listener: RequestListener): () => void {
        this.requestHandler.listeners.add(listener);
        return () => {
            this.requestHandler.listeners.delete(listener);
        };
    }

    /**
     * Makes a job, by default a running one.
     *
     * @throws {RangeError} if its ID is taken.
     */
    makeJob(order: JobSetup = {}): JobView {
        return this.jobAdmin.make(order);
    }

    /** Sets the status of a job. It keeps the status until a call changes it, or continues with `continue`. */
    moveJob(
        id: string | number | bigint,
        status: number,
        options: { readonly continue?: boolean } = {},
    ): JobView {
        return this.jobAdmin.change(String(id), { ...options, status });
    }

    /**
     * Changes a job without an API call.
     *
     * @throws {RangeError} if the job does not exist.
     */
    changeJob(id: string | number | bigint, patch: JobPatch): JobView {
        return this.jobAdmin.change(String(id), patch);
    }

    /** Removes a job at once, whatever its status is. */
    removeJob(id: string | number | bigint): void {
        this.jobAdmin.remove(String(id));
    }

    get options(): Readonly<Options> {
        return { ...this.currentOptions };
    }

    /**
     * Changes options of the running emulator.
     *
     * @throws {TypeError} if an option does not exist or has an invalid value.
     */
    setOptions(changes: Readonly<Partial<Options>> | Readonly<Record<string, unknown>>): void {
        applyOptions(this.currentOptions, changes);
        if (changes.firstId !== undefined) this.store.restartIds(this.currentOptions.firstId);
    }

    injectFault(order: FaultSpec): FaultView {
        return this.faultInjector.add(order);
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

    /** Closes all connections. Resolves when the listener, if it has one, no longer listens. */
    close(): Promise<void> {
        return this.closeListener();
    }
}
