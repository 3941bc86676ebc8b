import { setTimeout as sleep } from "node:timers/promises";
import type { Emulator, Options } from "../../../emulator/src";
import { stateOf } from "../../../emulator/src/jobs/status";
import { longestDelay } from "./fault";
import type { ExternalChange, FaultSchedule } from "./weather";

/** How it is when the weather is clear. */
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

/** What somebody has done to jobs in the console. */
export interface ManualChange {
    readonly restarted: Set<string>;
    readonly deleted: Set<string>;
}

/** The weather of one operation, at one service. */
export class FaultScheduler {
    /** What has come true of it, by its kind. */
    readonly met: Record<string, number> = {};
    private requests = 0;
    private readonly forget: () => void;

    constructor(
        private readonly service: Emulator,
        private readonly weather: FaultSchedule,
        private readonly byHand: ManualChange,
        /** Jobs that nobody does this to. */
        private readonly isSafe: (id: string, what: ExternalChange["what"]) => boolean,
    ) {
        service.clearRequests();
        service.setOptions(weather.options);
        weather.faults.forEach((fault) => service.injectFault(fault));
        this.forget = service.onRequest(() => {
            this.happen(++this.requests);
        });
        this.happen(0);
    }

    /** Done when everything is as it is in clear weather, and nothing that was asked for is still to come. */
    async clear(): Promise<void> {
        const { service, weather } = this;
        this.forget();
        const fired = service.faults.filter((fault) => fault.fired > 0);
        for (const { order, fired: times } of fired) this.meet(order.kind, times);
        const refused = service.requests.filter((one) => one.status === 429 && one.outcome === "answered");
        this.meet("throttling", refused.length);
        const { failNextStarts = [] } = weather.options;
        this.meet("failing start", failNextStarts.length - service.options.failNextStarts.length);
        service.clearFaults();
        service.setOptions(normalOptions);
        if (fired.some(({ order }) => order.kind === "delay")) await sleep(longestDelay * 1000);
        for (const { id, status, ahead } of service.jobs) {
            const phase = stateOf(status);
            if (ahead[0] === "gone") service.removeJob(id);
            else if (ahead.length > 0 && phase !== "stopped") service.changeJob(id, { status, goOn: true });
        }
        await sleep(Math.max(normalOptions.boot, normalOptions.stop) * 1000 + 50);
    }

    private meet(kind: string, times = 1): void {
        if (times > 0) this.met[kind] = (this.met[kind] ?? 0) + times;
    }

    private happen(request: number): void {
        for (const one of this.weather.happenings) if (one.at === request) this.perform(one);
    }

    private perform({ what, pick }: ExternalChange): void {
        const { service, byHand } = this;
        if (what === "tokens expire") {
            service.expireTokens();
            this.meet(what);
            return;
        }
        // What is on its way out cannot be held by anybody.
        const jobs = service.jobs.filter(
            ({ id, ahead }) => !this.isSafe(id, what) && !ahead.includes("gone"),
        );
        const id = jobs[pick % jobs.length]?.id;
        if (id === undefined) return;
        this.meet(`${what} by hand`);
        switch (what) {
            case "stop":
                service.moveJob(id, 9, { goOn: true });
                return;
            case "restart":
                byHand.restarted.add(id);
                service.moveJob(id, 1, { goOn: true });
                return;
            case "fail":
                service.moveJob(id, 11);
                return;
            case "describe":
                service.changeJob(id, { description: "by somebody" });
                return;
            case "delete":
                byHand.deleted.add(id);
                service.removeJob(id);
        }
    }
}
