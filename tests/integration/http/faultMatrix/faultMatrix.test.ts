import { isModelArtsError } from "../../../../provider/src/modelarts/errors";
import { type Effect, type Emulator, startEmulator } from "../../../../emulator/src";
import type { SettingValues } from "../../../support/settings";
import { connectToEmulator } from "../../../support/emulatedClient";
import { connectionFaults } from "./connectionFaults";
import { retrySettingsFor } from "./outcomes";
import { responseFaults } from "./responseFaults";
import { type ApiCall, apiCalls } from "../../../support/apiCalls";
import { findLeaks } from "../../../support/printing";

interface Result {
    /** As the matrix writes it. */
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
            outcome = `${error.kind}${call.did !== undefined && error.outcomeUnknown ? "?" : ""}`;
        }
        const calls = service.requests.map((request) => request.call);
        const searchCall = call.name === "create" ? "list" : undefined;
        const count = (name: string) => calls.filter((one) => one === name).length;
        const parts = [
            outcome,
            searchCall === undefined ? count(call.name) : `${count(call.name)}+${count(searchCall)}`,
            ...(call.did === undefined ? [] : [call.did(service, id) ? "done" : "nothing"]),
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
