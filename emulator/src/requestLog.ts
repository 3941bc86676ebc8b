import type { Clock } from "./clock";
import type { IncomingRequest } from "./incomingRequest";
import type { CallName, Route } from "./route";

export interface RecordedRequest {
    /** Counts from 1, and goes on when the log is cleared. */
    readonly n: number;
    /** ISO 8601, by the emulator's clock. */
    readonly at: string;
    readonly method: string;
    /** With the query, as it came over the wire. */
    readonly path: string;
    /** By lower-case name. */
    readonly headers: Readonly<Record<string, string>>;
    /** The raw body, empty where there was none. */
    readonly body: string;
    readonly call: CallName;
    readonly projectId?: string;
    readonly jobId?: string;
    /** The HTTP status, where one was sent. */
    status?: number;
    /** "pending", "answered", "closed by client", "response", or the kind of the fault that ended it. */
    outcome: string;
}

export class RequestLog {
    private requests: RecordedRequest[] = [];
    private count = 0;

    constructor(private readonly clock: Clock) {}

    record(incoming: IncomingRequest, { call, projectId, jobId }: Route): RecordedRequest {
        const entry: RecordedRequest = {
            n: ++this.count,
            at: new Date(this.clock.now()).toISOString(),
            method: incoming.method,
            path: incoming.target,
            headers: incoming.headers,
            body: incoming.body.toString("utf8"),
            call,
            ...(projectId === undefined ? {} : { projectId }),
            ...(jobId === undefined ? {} : { jobId }),
            outcome: "pending",
        };
        this.requests.push(entry);
        return entry;
    }

    list(): readonly RecordedRequest[] {
        return [...this.requests];
    }

    clear(): void {
        this.requests = [];
    }
}
