import { isFailure } from "../../../provider/src/modelarts/errors";
import { type Effect, type Emulator, startEmulator } from "../../../emulator/src";
import type { Values } from "../../support/settings";
import { connected } from "../../support/emulatedClient";
import { policyFor } from "./faultMatrixEntries";
import { faultTable } from "./faultMatrix";
import { type NineCall, nineCalls } from "../../support/allCalls";
import { leaks } from "../../support/printing";

interface Result {
    /** As in the table. */
    readonly cell: string;
    readonly failure: Error | undefined;
    readonly leaks: readonly string[];
    /** Requests of other calls than those the table counts. */
    readonly others: readonly string[];
}

/** Makes one call under one fault, at a service of its own. */
async function meet(
    call: NineCall,
    effect: Effect,
    times: number | "always",
    policy: Values,
): Promise<Result> {
    const service = await startEmulator();
    try {
        const id = call.prepare(service);
        service.fault({ ...effect, match: { call: call.name }, times });
        const connection = connected(service, { ...policy, ...call.values(service) });
        let outcome = "value";
        let failure: Error | undefined;
        try {
            expect(await call.run(connection, id)).toEqual(call.value(service, id));
        } catch (error) {
            if (!isFailure(error)) throw error;
            failure = error;
            outcome = `${error.kind}${call.did !== undefined && error.maybeDone ? "?" : ""}`;
        }
        const seen = service.requests.map((request) => request.call);
        const lookFor = call.name === "create" ? "list" : undefined;
        const count = (name: string) => seen.filter((one) => one === name).length;
        const parts = [
            outcome,
            lookFor === undefined ? count(call.name) : `${count(call.name)}+${count(lookFor)}`,
            ...(call.did === undefined ? [] : [call.did(service, id) ? "done" : "nothing"]),
        ];
        return {
            cell: parts.join(", "),
            failure,
            leaks: failure === undefined ? [] : leaks(failure, secretsOf(service)),
            others: seen.filter((one) => one !== call.name && one !== lookFor),
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

const cases = faultTable.flatMap((row) =>
    (["once", "always"] as const).flatMap((when) => {
        const cells = row[when];
        return cells === undefined ? [] : [{ ...row, when, cells }];
    }),
);

describe.each(cases)("$fault, $when ($why)", ({ effect, when, cells }) => {
    const results = new Map<string, Result>();
    const resultOf = (name: string): Result => {
        const result = results.get(name);
        if (result === undefined) throw new Error(`The call ${name} has not been made.`);
        return result;
    };
    beforeAll(async () => {
        const all = nineCalls.map(async (call) => {
            results.set(
                call.name,
                await meet(call, effect, when === "once" ? 1 : "always", policyFor(cells)),
            );
        });
        await Promise.all(all);
    }, 30_000);

    test.each(nineCalls.map(({ name }) => [name, cells[name]] as const))("%s: %s", (name, cell) => {
        const result = resultOf(name);
        expect(result.cell).toBe(cell);
        expect(result.others).toEqual([]);
    });

    test("shows no secret, by no way of printing any of its failures", () => {
        expect(nineCalls.flatMap(({ name }) => resultOf(name).leaks)).toEqual([]);
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
    expect(new Set(faultTable.map(({ effect }) => effect.kind))).toEqual(new Set(Object.keys(kinds)));
});
