import { Tokens } from "./account/tokens";
import { Clock } from "./clock";
import { Control } from "./control";
import { Exchange, type RequestListener } from "./exchange";
import type { FaultOrder, FaultView } from "./faults/fault";
import { Faults } from "./faults/faults";
import { type Info, infoOf } from "./info";
import type { JobView } from "./jobs/job";
import { Life } from "./jobs/life";
import { type JobOrder, JobOrders, type JobPatch } from "./jobs/order";
import { JobStore } from "./jobs/store";
import type { Listener } from "./listener";
import { applyOptions, type Options } from "./options/options";
import { type RecordedRequest, RequestLog } from "./requestLog";
import { Service } from "./service";

/** A running emulator: the service over HTTP, and this object to look behind it and to give orders. */
export class Emulator {
    /** What a program needs to use it; `url` is where both services and `/_emulator/` are. */
    readonly info: Info & { readonly url: string };
    private readonly log = new RequestLog();
    private readonly faultsSet = new Faults();
    private readonly store: JobStore;
    private readonly orders: JobOrders;
    private readonly tokens: Tokens;
    private readonly exchange: Exchange;

    constructor(
        private readonly current: Options,
        private readonly listener: Listener,
        url: string,
        basePath: string,
    ) {
        this.info = { ...infoOf(current, url, basePath), url };
        const clock = new Clock(current);
        this.store = new JobStore(current, clock, new Life(current));
        this.orders = new JobOrders(current, clock, this.store);
        this.tokens = new Tokens(current, clock);
        const addresses = { modelarts: this.info.modelarts, iam: url };
        const service = new Service(current, clock, this.store, this.tokens, addresses);
        this.exchange = new Exchange(service, this.faultsSet, this.log, new Control(this), basePath);
        this.store.countFrom(current.firstId);
        listener.onRequest((incoming, response) => this.exchange.handle(incoming, response));
    }

    /** The jobs of all projects, each as it is at this moment. */
    get jobs(): readonly JobView[] {
        return this.store.all().map((job) => this.store.view(job));
    }

    job(id: string | number | bigint): JobView | undefined {
        const job = this.store.find(String(id));
        return job && this.store.view(job);
    }

    /** What came, oldest first; orders under `/_emulator/` are not in it. */
    get requests(): readonly RecordedRequest[] {
        return this.log.list();
    }

    clearRequests(): void {
        this.log.clear();
    }

    /** Called for each request when it has come and before anything is done about it. Answers with the end of it. */
    onRequest(listener: RequestListener): () => void {
        this.exchange.listeners.add(listener);
        return () => {
            this.exchange.listeners.delete(listener);
        };
    }

    /** A running job, unless the order says otherwise. Throws a RangeError when its ID is taken. */
    makeJob(order: JobOrder = {}): JobView {
        return this.orders.make(order);
    }

    /** Puts a job at a status; there it stays until a call moves it, or with `goOn` it goes on from there. */
    moveJob(id: string | number | bigint, status: number, { goOn = false } = {}): JobView {
        return this.orders.change(String(id), { status, goOn });
    }

    /** Changes a job as somebody else would. Throws a RangeError when there is no such job. */
    changeJob(id: string | number | bigint, patch: JobPatch): JobView {
        return this.orders.change(String(id), patch);
    }

    /** The job is gone at once. */
    removeJob(id: string | number | bigint): void {
        this.orders.remove(String(id));
    }

    get options(): Readonly<Options> {
        return { ...this.current };
    }

    /** Switches while it runs. Throws a TypeError for an option that does not exist or does not fit. */
    setOptions(given: Readonly<Partial<Options>> | Readonly<Record<string, unknown>>): void {
        applyOptions(this.current, given);
        if (given.firstId !== undefined) this.store.countFrom(this.current.firstId);
    }

    fault(order: FaultOrder): FaultView {
        return this.faultsSet.add(order);
    }

    get faults(): readonly FaultView[] {
        return this.faultsSet.list();
    }

    clearFaults(): void {
        this.faultsSet.clear();
    }

    /** Every token so far is too old from now on. */
    expireTokens(): void {
        this.tokens.expire();
    }

    /** Lets time pass for the jobs, and for nothing else. */
    elapse(seconds: number): void {
        this.store.elapse(seconds);
    }

    /** Ends every connection, and is done when nobody listens any more. */
    close(): Promise<void> {
        return this.listener.close();
    }
}
