import { isModelArtsError } from "../../../provider/src/modelarts/errors";
import { type Effect, type Emulator, startEmulator } from "../../../emulator/src";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator } from "../../support/emulatedClient";
import { retrySettingsFor } from "./faultMatrixEntries";
import { faultMatrix } from "./faultMatrix";
import { type ApiCall, apiCalls } from "../../support/allCalls";
import { findLeaks } from "../../support/printing";

interface Result {
    /** As in the table. */
    readonly outcome: string;
    readonly failure: Error | undefined;
    readonly leaks: readonly string[];
    /** Requests of other calls than those the table counts. */
    readonly others: readonly string[];
}

/** Makes one call under one fault, at a service of its own. */
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
        let failure: Error | undefined;
        try {
            expect(await call.run(connection, id)).toEqual(call.value(service, id));
        } catch (error) {
            if (!isModelArtsError(error)) throw error;
            failure = error;
            outcome = `${error.kind}${call.did !== undefined && error.outcomeUnknown ? "?" : ""}`;
        }
        const calls = service.requests.map((request) => request.call);
        const lookFor = call.name === "create" ? "list" : undefined;
        const count = (name: string) => calls.filter((one) => one === name).length;
        const parts = [
            outcome,
            lookFor === undefined ? count(call.name) : `${count(call.name)}+${count(lookFor)}`,
            ...(call.did === undefined ? [] : [call.did(service, id) ? "done" : "nothing"]),
        ];
        return {
            outcome: parts.join(", "),
            failure,
            leaks: failure === undefined ? [] : findLeaks(failure, secretsOf(service)),
            others: calls.filter((one) => one !== call.name && one !== lookFor),
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

const cases = faultMatrix.flatMap((row) =>
    (["once", "always"] as const).flatMap((when) => {
        const outcomes = row[when];
        return outcomes === undefined ? [] : [{ ...row, when, cells: outcomes }];
    }),
);

describe.each(cases)("$fault, $when ($why)", ({ effect, when, cells: outcomes }) => {
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
        expect(result.others).toEqual([]);
    });

    test("shows no secret, by no way of printing any of its failures", () => {
        expect(apiCalls.flatMap(({ name }) => resultOf(name).leaks)).toEqual([]);
    });
});

test("the table has every kind of fault that the service can have", () => {
    const kinds: Record<Effect["kind"], true> = {
        answer: true,
        "reset-before": true,
        "reset-after": true,
        silence: true,
        drip: true,
        half: true,
        "half-json": true,
        html: true,
        redirect: true,
        empty: true,
        delay: true,
    };
    expect(new Set(faultMatrix.map(({ effect }) => effect.kind))).toEqual(new Set(Object.keys(kinds)));
});
