import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type { Emulator, FaultSpec, Match, Options } from "../../../emulator/src";
import { stateOf } from "../../../emulator/src/jobs/status";

/** The faults of one operation. */
export interface FaultSchedule {
    readonly faults: readonly FaultSpec[];
    readonly options: Partial<Options>;
}

export const noFaults: FaultSchedule = { faults: [], options: {} };

/** Seconds, longer than a request may take: the work is done after its client has stopped waiting. */
const longestDelay = 1.4;

const respond = (status: number, code: string, headers: Record<string, string> = {}) => ({
    response: { status, headers, body: { error_code: code, error_message: `This is ${code}.` } },
});

/** Every kind of fault. A false response, such as "no such job" for an existing job, is none of them. */
const effects: readonly FaultSpec[] = [
    ...(["reset-before", "reset-after", "no-response"] as const).map((kind) => ({ kind })),
    ...(["slow-body", "truncated", "truncated-json"] as const).map((kind) => ({ kind })),
    { kind: "html", status: 200 },
    { kind: "html", status: 404 },
    // A page in place of the response, after the work was done.
    { kind: "html", status: 502, carryOut: true },
    { kind: "redirect", location: "http://127.0.0.1:9/elsewhere" },
    { kind: "empty", status: 200 },
    { kind: "empty", status: 503, carryOut: true },
    { kind: "delay", seconds: 0.2 },
    { kind: "delay", seconds: longestDelay },
    respond(500, "ModelArts.6100"),
    { ...respond(503, "ModelArts.0010"), carryOut: true },
    respond(429, "APIG.0308", { "Retry-After": "1" }),
    respond(401, "APIG.0301"),
    ...["ModelArts.0105", "ModelArts.0112", "APIG.0307"].map((code) => respond(400, code)),
];
const calls = ["create", "show", "list", "stop", "restart", "delete", "update"] as const;

const fault: fc.Arbitrary<FaultSpec> = fc
    .record({
        effect: fc.constantFrom(...effects),
        match: fc.constantFrom<Match[]>(...calls.map((call) => ({ call })), { reused: true }, {}),
        nth: fc.constantFrom(1, 1, 1, 1, 2, 3),
        times: fc.constantFrom(1, 1, 2, 3, 5, "always" as const),
    })
    .map(({ effect, ...trigger }) => ({ ...effect, ...trigger }));

const options = fc.constantFrom<Partial<Options>[]>(
    ...Array.from({ length: 8 }, () => ({})),
    { rateLimit: 4 },
    { failNextStarts: [11] },
    { failNextStarts: [14, 14, 14] },
    { stop: 1000 },
    { boot: 1000 },
    // The automatic stop comes soon.
    { hour: 0.5 },
    { keepAlive: 5 },
);

export const faultSchedule: fc.Arbitrary<FaultSchedule> = fc.record({
    faults: fc.array(fault, { maxLength: 6, size: "max" }),
    options,
});

/** The options of the service without faults. */
export const normalOptions = {
    boot: 0.2,
    stop: 0.2,
    hour: 3600,
    rateLimit: 0,
    failNextStarts: [],
    keepAlive: 0,
} as const satisfies Partial<Options>;

/**
 * Applies the faults to the service. The result ends that, and resolves with the number of faults that occurred, when
 * the service works normally and has no delayed work.
 */
export function applyFaults(service: Emulator, { faults, options }: FaultSchedule): () => Promise<number> {
    service.clearRequests();
    service.setOptions(options);
    faults.forEach((one) => service.injectFault(one));
    return async () => {
        const appliedFaults = service.faults.filter(({ applied }) => applied > 0);
        service.clearFaults();
        service.setOptions(normalOptions);
        if (appliedFaults.some((one) => one.fault.kind === "delay")) await sleep(longestDelay * 1000);
        // A job whose start or stop would have taken long goes on in the normal time.
        for (const { id, status, upcoming } of service.jobs) {
            if (upcoming[0] === "deleted") service.removeJob(id);
            else if (upcoming.length > 0 && stateOf(status) !== "stopped")
                service.changeJob(id, { status, continue: true });
        }
        await sleep(Math.max(normalOptions.boot, normalOptions.stop) * 1000 + 50);
        return appliedFaults.reduce((sum, { applied }) => sum + applied, 0);
    };
}
