import { isModelArtsError } from "../../../../provider/src/modelarts/errors";
import { type Effect, type Emulator, startEmulator } from "../../../../emulator/src";
import type { SettingValues } from "../../../support/settings";
import { connectToEmulator } from "../../../support/emulatedClient";
import {
    type FaultMatrixRow,
    retrySettingsFor,
    sameOutcomes,
    transient,
    transientOnce,
    unknownOutcome,
} from "./outcomes";
import { responseFaults } from "./responseFaults";
import { type ApiCall, apiCalls } from "../../../support/apiCalls";
import { findLeaks } from "../../../support/printing";

/** Faults of the connection, and bodies that are cut off. */
const connectionFaults: readonly FaultMatrixRow[] = [
    {
        fault: "reset-before",
        effect: { kind: "reset-before" },
        why: "only idempotent calls are retried after a lost connection, and a create searches for its job",
        ...transient("network", "nothing"),
    },
    {
        fault: "reset-after",
        effect: { kind: "reset-after" },
        why: "the service did the work before the connection was lost, so a create finds its job",
        ...transient("network", "done"),
    },
    {
        fault: "truncated",
        effect: { kind: "truncated" },
        why: "a response that breaks off is a lost connection",
        ...transient("network", "done"),
    },
    {
        fault: "no-response",
        effect: { kind: "no-response" },
        why: "a request that times out may have been done",
        ...transient("timeout", "nothing"),
    },
    {
        fault: "no-response after the call is carried out",
        effect: { kind: "no-response", carryOut: true },
        why: "a request that times out was done",
        ...transientOnce("timeout", "done"),
    },
    {
        fault: "slow-body",
        effect: { kind: "slow-body", interval: 50 },
        why: "the timeout is for the whole request, and single bytes do not extend it",
        ...transientOnce("timeout", "nothing"),
    },
    {
        fault: "delay within the timeout",
        effect: { kind: "delay", seconds: 0.05 },
        why: "a slow response is a response",
        once: sameOutcomes("value, 1", "value, 1, done", "value, 1+0, done"),
    },
    {
        fault: "delay beyond the timeout",
        effect: { kind: "delay", seconds: 30 },
        why: "a response after the timeout is ignored, and the work is not done yet",
        ...transientOnce("timeout", "nothing"),
    },
    {
        fault: "truncated-json",
        effect: { kind: "truncated-json" },
        why: "truncated JSON says neither that the job is missing nor that the work is done",
        once: unknownOutcome("unexpected-response", "done"),
    },
];

interface Result {
    /** The outcome in the form of the matrix. */
    readonly outcome: string;
    readonly leaks: readonly string[];
    /** Requests of calls that the matrix does not count. */
    readonly otherCalls: readonly string[];
}

/** Makes one call with one fault, at a service of its own. */
async function callWithFault(
    call: ApiCall,
    effect: Effect,
    times: number | "always",
    policy: SettingValues,
): Promise<Result> {
    const service = await startEmulator();
    try {
        const id = call.prepare(service);
        service.injectFault({ ...effect, match: { call: call.name }, times });
        const connection = connectToEmulator(service, { ...policy, ...call.values(service) });
        let outcome = "value";
        let leaks: string[] = [];
        try {
            expect(await call.run(connection, id)).toEqual(call.value(service, id));
        } catch (error) {
            if (!isModelArtsError(error)) throw error;
            leaks = findLeaks(error, secretsOf(service));
            outcome = `${error.kind}${call.isDone !== undefined && error.outcomeUnknown ? "?" : ""}`;
        }
        const calls = service.requests.map((request) => request.call);
        const searchCall = call.name === "create" ? "list" : undefined;
        const count = (name: string) => calls.filter((one) => one === name).length;
        const parts = [
            outcome,
            searchCall === undefined ? count(call.name) : `${count(call.name)}+${count(searchCall)}`,
            ...(call.isDone === undefined ? [] : [call.isDone(service, id) ? "done" : "nothing"]),
        ];
        return {
            outcome: parts.join(", "),
            leaks,
            otherCalls: calls.filter((one) => one !== call.name && one !== searchCall),
        };
    } finally {
        await service.close();
    }
}

function secretsOf({ options, requests }: Emulator): string[] {
    const signatures = requests.flatMap(
        ({ headers }) => /Signature=(\w+)/.exec(headers["authorization"] ?? "")?.[1] ?? [],
    );
    return [options.accessKey, options.secretKey, options.password, options.token, ...signatures];
}

const faultMatrix = [...connectionFaults, ...responseFaults];
const cases = faultMatrix.flatMap((row) =>
    (["once", "always"] as const).flatMap((when) => {
        const outcomes = row[when];
        return outcomes === undefined ? [] : [{ ...row, when, outcomes }];
    }),
);

describe.each(cases)("$fault, $when ($why)", ({ effect, when, outcomes }) => {
    const results = new Map<string, Result>();
    const resultOf = (name: string): Result => {
        const result = results.get(name);
        if (result === undefined) throw new Error(`The call ${name} has not been made.`);
        return result;
    };
    beforeAll(async () => {
        const all = apiCalls.map(async (call) => {
            results.set(
                call.name,
                await callWithFault(call, effect, when === "once" ? 1 : "always", retrySettingsFor(outcomes)),
            );
        });
        await Promise.all(all);
    }, 30_000);

    test.each(apiCalls.map(({ name }) => [name, outcomes[name]] as const))("%s: %s", (name, expected) => {
        const result = resultOf(name);
        expect(result.outcome).toBe(expected);
        expect(result.otherCalls).toEqual([]);
    });

    test("prints no secret with any error", () => {
        expect(apiCalls.flatMap(({ name }) => resultOf(name).leaks)).toEqual([]);
    });
});

test("the matrix has every kind of fault", () => {
    const kinds: Record<Effect["kind"], true> = {
        response: true,
        "reset-before": true,
        "reset-after": true,
        "no-response": true,
        "slow-body": true,
        truncated: true,
        "truncated-json": true,
        html: true,
        redirect: true,
        empty: true,
        delay: true,
    };
    expect(new Set(faultMatrix.map(({ effect }) => effect.kind))).toEqual(new Set(Object.keys(kinds)));
});
