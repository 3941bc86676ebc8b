import { setTimeout as sleep } from "node:timers/promises";
import type { Emulator, Options } from "../../../emulator/src";
import { stateOf } from "../../../emulator/src/jobs/status";
import { longestDelay } from "./fault";
import type { ExternalChange, FaultSchedule } from "./faultSchedule";

/** The options of the service without faults. */
export const normalOptions = {
    boot: 0.2,
    stop: 0.2,
    hour: 3600,
    rateLimit: 0,
    iamRateLimit: 0,
    retryAfter: "seconds",
    failNextStarts: [],
    keepAlive: 0,
} as const satisfies Partial<Options>;

/** The jobs that were restarted or deleted in the console. */
export interface ManualChange {
    readonly restarted: Set<string>;
    readonly deleted: Set<string>;
}

/** Applies the fault schedule of one operation to a service. */
export class FaultScheduler {
    /** How often each kind of fault occurred. */
    readonly counts: Record<string, number> = {};
    private requests = 0;
    private readonly forget: () => void;

    constructor(
        private readonly service: Emulator,
        private readonly schedule: FaultSchedule,
        private readonly manualChanges: ManualChange,
        /** Whether a job is spared this change. */
        private readonly isSafe: (id: string, what: ExternalChange["what"]) => boolean,
    ) {
        service.clearRequests();
        service.setOptions(schedule.options);
        schedule.faults.forEach((fault) => service.injectFault(fault));
        this.forget = service.onRequest(() => {
            this.applyChanges(++this.requests);
        });
        this.applyChanges(0);
    }

    /** Resolves when the service works normally and no delayed work is outstanding. */
    async clear(): Promise<void> {
        const { service, schedule } = this;
        this.forget();
        const fired = service.faults.filter((fault) => fault.applied > 0);
        for (const { fault, applied: times } of fired) this.count(fault.kind, times);
        const refused = service.requests.filter((one) => one.status === 429 && one.outcome === "answered");
        this.count("throttling", refused.length);
        const { failNextStarts = [] } = schedule.options;
        this.count("failing start", failNextStarts.length - service.options.failNextStarts.length);
        service.clearFaults();
        service.setOptions(normalOptions);
        if (fired.some(({ fault }) => fault.kind === "delay")) await sleep(longestDelay * 1000);
        for (const { id, status, upcoming } of service.jobs) {
            const phase = stateOf(status);
            if (upcoming[0] === "deleted") service.removeJob(id);
            else if (upcoming.length > 0 && phase !== "stopped")
                service.changeJob(id, { status, continue: true });
        }
        await sleep(Math.max(normalOptions.boot, normalOptions.stop) * 1000 + 50);
    }

    private count(kind: string, times = 1): void {
        if (times > 0) this.counts[kind] = (this.counts[kind] ?? 0) + times;
    }

    private applyChanges(request: number): void {
        for (const one of this.schedule.externalChanges) if (one.at === request) this.perform(one);
    }

    private perform({ what, pick }: ExternalChange): void {
        const { service, manualChanges } = this;
        if (what === "tokens expire") {
            service.expireTokens();
            this.count(what);
            return;
        }
        // A job that is being deleted stays as it is.
        const jobs = service.jobs.filter(
            ({ id, upcoming }) => !this.isSafe(id, what) && !upcoming.includes("deleted"),
        );
        const id = jobs[pick % jobs.length]?.id;
        if (id === undefined) return;
        this.count(`${what} by hand`);
        switch (what) {
            case "stop":
                service.moveJob(id, 9, { continue: true });
                return;
            case "restart":
                manualChanges.restarted.add(id);
                service.moveJob(id, 1, { continue: true });
                return;
            case "fail":
                service.moveJob(id, 11);
                return;
            case "describe":
                service.changeJob(id, { description: "by a person" });
                return;
            case "delete":
                manualChanges.deleted.add(id);
                service.removeJob(id);
        }
    }
}
