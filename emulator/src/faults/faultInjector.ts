import type { RecordedRequest } from "../request";
import type { Fault, FaultSpec, FaultView, Match } from "./fault";

interface MatchableRequest extends RecordedRequest {
    readonly reused: boolean;
}

/** Keeps the faults that are set. If two are due for one request, the older applies and the other stays due. */
export class FaultInjector {
    private entries: FaultView[] = [];

    /** Returns a view whose counts are kept up to date. */
    add(spec: FaultSpec): FaultView {
        const fault: Fault = spec.kind === undefined ? { ...spec, kind: "response" } : spec;
        const entry = { fault, matched: 0, applied: 0 };
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

function isDue({ fault, matched, applied }: FaultView): boolean {
    const { nth = 1, times = 1 } = fault;
    return matched + 1 >= nth && (times === "always" || applied < times);
}

function isMatch({ path, method, ...exact }: Match, request: MatchableRequest): boolean {
    const fields = Object.keys(exact) as (keyof typeof exact)[];
    return (
        (path === undefined || new RegExp(path).test(request.path)) &&
        (method === undefined || method.toUpperCase() === request.method) &&
        fields.every((name) => exact[name] === request[name])
    );
}
