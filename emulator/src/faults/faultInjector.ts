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
    readonly fault: Fault;
    matched: number;
    applied: number;
}

/** The faults that are set. If two are due for one request, the older applies and the other stays due. */
export class FaultInjector {
    private entries: FaultEntry[] = [];

    add(spec: FaultSpec): FaultView {
        const fault: Fault = spec.kind === undefined ? { ...spec, kind: "response" } : spec;
        const entry: FaultEntry = { fault, matched: 0, applied: 0 };
        this.entries.push(entry);
        return entry;
    }

    list(): readonly FaultView[] {
        return this.entries.map((one) => ({ ...one }));
    }

    clear(): void {
        this.entries = [];
    }

    /** Returns the fault that applies to this request, and counts it. Call it once for each request. */
    next(request: MatchableRequest): Fault | undefined {
        let fault: Fault | undefined;
        for (const entry of this.entries) {
            if (!isMatch(entry.fault.match ?? {}, request)) continue;
            const isFaultDue = isDue(entry);
            if (isFaultDue && fault) continue;
            entry.matched++;
            if (!isFaultDue) continue;
            entry.applied++;
            fault = entry.fault;
        }
        return fault;
    }
}

function isDue({ fault, matched, applied }: FaultEntry): boolean {
    const times = fault.times ?? 1;
    return matched + 1 >= (fault.nth ?? 1) && (times === "always" || applied < times);
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
