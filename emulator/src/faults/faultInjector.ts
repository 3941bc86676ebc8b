import type { CallName } from "../route";
import type { Fault, FaultSpec, FaultView, Match } from "./fault";

interface MatchableRequest {
    readonly call: CallName;
    readonly method: string;
    readonly path: string;
    readonly jobId?: string;
    readonly reused: boolean;
}

interface FaultEntry {
    readonly order: Fault;
    seen: number;
    fired: number;
}

/** The faults that are set. Of two that want the same request the older has it, and the other waits. */
export class FaultInjector {
    private entries: FaultEntry[] = [];

    add(order: FaultSpec): FaultView {
        const fault = order.kind === undefined ? { ...order, kind: "answer" as const } : order;
        const entry = { order: fault, seen: 0, fired: 0 };
        this.entries.push(entry);
        return entry;
    }

    list(): readonly FaultView[] {
        return this.entries.map((one) => ({ ...one }));
    }

    clear(): void {
        this.entries = [];
    }

    /** The fault that this request meets. Asked once for each request. */
    next(request: MatchableRequest): Fault | undefined {
        let fault: Fault | undefined;
        for (const entry of this.entries) {
            if (!isMatch(entry.order.match ?? {}, request)) continue;
            const isFaultDue = isDue(entry);
            if (isFaultDue && fault) continue;
            entry.seen++;
            if (!isFaultDue) continue;
            entry.fired++;
            fault = entry.order;
        }
        return fault;
    }
}

function isDue({ order, seen, fired }: FaultEntry): boolean {
    const times = order.times ?? 1;
    return seen + 1 >= (order.nth ?? 1) && (times === "always" || fired < times);
}

function isMatch(match: Match, { call, method, path, jobId, reused }: MatchableRequest): boolean {
    return (
        (match.call === undefined || match.call === call) &&
        (match.method === undefined || match.method.toUpperCase() === method) &&
        (match.path === undefined || new RegExp(match.path).test(path)) &&
        (match.jobId === undefined || match.jobId === jobId) &&
        (match.reused === undefined || match.reused === reused)
    );
}
