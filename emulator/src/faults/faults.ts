import type { Call } from "../route";
import type { Fault, FaultOrder, FaultView, Match } from "./fault";

interface Candidate {
    readonly call: Call;
    readonly method: string;
    readonly path: string;
    readonly jobId?: string;
    readonly reused: boolean;
}

interface Armed {
    readonly order: Fault;
    seen: number;
    fired: number;
}

/** The faults that are set. Of two that want the same request the older has it, and the other waits. */
export class Faults {
    private armed: Armed[] = [];

    add(order: FaultOrder): FaultView {
        const fault = order.kind === undefined ? { ...order, kind: "answer" as const } : order;
        const armed = { order: fault, seen: 0, fired: 0 };
        this.armed.push(armed);
        return armed;
    }

    list(): readonly FaultView[] {
        return this.armed.map((one) => ({ ...one }));
    }

    clear(): void {
        this.armed = [];
    }

    /** The fault that this request meets. Asked once for each request. */
    next(request: Candidate): Fault | undefined {
        let chosen: Fault | undefined;
        for (const armed of this.armed) {
            if (!fits(armed.order.match ?? {}, request)) continue;
            const due = isDue(armed);
            if (due && chosen) continue;
            armed.seen++;
            if (!due) continue;
            armed.fired++;
            chosen = armed.order;
        }
        return chosen;
    }
}

function isDue({ order, seen, fired }: Armed): boolean {
    const times = order.times ?? 1;
    return seen + 1 >= (order.nth ?? 1) && (times === "always" || fired < times);
}

function fits(match: Match, { call, method, path, jobId, reused }: Candidate): boolean {
    return (
        (match.call === undefined || match.call === call) &&
        (match.method === undefined || match.method.toUpperCase() === method) &&
        (match.path === undefined || new RegExp(match.path).test(path)) &&
        (match.jobId === undefined || match.jobId === jobId) &&
        (match.reused === undefined || match.reused === reused)
    );
}
