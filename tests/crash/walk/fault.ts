import fc from "fast-check";
import type { FaultKind, FaultSpec, Match } from "../../../emulator/src";

/** Seconds, longer than a request may take: the work is done after its client has stopped waiting. */
export const longestDelay = 1.4;

const trouble = ["ModelArts.6100", "ModelArts.0010", "APIG.0308", "ModelArts.0114"];
const refusals = ["ModelArts.0112", "ModelArts.0105", "ModelArts.0118", "APIG.0301", "APIG.0307"];
const respondWith = (status: number, code: string, headers: Record<string, string> = {}) => ({
    status,
    headers,
    body: { error_code: code, error_message: `This is ${code}.` },
});

/** Every kind of fault. A false response, such as "no such job" for an existing job, is none of them. */
const effects: Readonly<Record<FaultKind, fc.Arbitrary<object>>> = {
    "reset-before": fc.constant({}),
    "reset-after": fc.constant({}),
    "no-response": fc.constant({}),
    "slow-body": fc.record({ interval: fc.constantFrom(50, 300) }),
    truncated: fc.constant({}),
    "truncated-json": fc.constant({}),
    html: fc.oneof(
        fc.record({ status: fc.constantFrom(200, 404, 502, 503) }),
        // A page in place of the response, after the work was done.
        fc.record({ status: fc.constantFrom(200, 502, 504), carryOut: fc.constant(true) }),
    ),
    redirect: fc.record({ location: fc.constantFrom("http://127.0.0.1:9/elsewhere", "/elsewhere") }),
    empty: fc.record({ status: fc.constantFrom(200, 500, 503), carryOut: fc.boolean() }),
    delay: fc.record({ seconds: fc.constantFrom(0.2, 0.7, longestDelay) }),
    response: fc.oneof(
        fc.record({
            response: fc
                .tuple(fc.constantFrom(500, 503), fc.constantFrom(...trouble))
                .map(([status, code]) => respondWith(status, code)),
            carryOut: fc.boolean(),
        }),
        fc.record({
            response: fc
                .constantFrom(...refusals)
                .map((code) => respondWith(code === "APIG.0301" ? 401 : 400, code)),
        }),
        fc.record({ response: fc.constant(respondWith(429, "APIG.0308", { "Retry-After": "1" })) }),
    ),
};
const kinds = Object.keys(effects) as FaultKind[];

/** The weight is the importance of a call. `projects` is missing: the project ID is configured. */
const match: fc.Arbitrary<Match> = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ call: "create" }) },
    { weight: 3, arbitrary: fc.constant({ call: "show" }) },
    { weight: 3, arbitrary: fc.constant({ call: "list" }) },
    {
        weight: 4,
        arbitrary: fc.record({ call: fc.constantFrom("stop", "restart", "delete", "update", "tokens") }),
    },
    { weight: 2, arbitrary: fc.constantFrom({ reused: true }, { method: "GET" }, { method: "POST" }, {}) },
);

export const fault: fc.Arbitrary<FaultSpec> = fc.constantFrom(...kinds).chain(
    (kind) =>
        fc
            .tuple(
                effects[kind],
                fc.record({
                    match,
                    nth: fc.constantFrom(1, 1, 1, 1, 2, 3),
                    times: fc.constantFrom(1, 1, 2, 3, 5, "always" as const),
                }),
            )
            .map(([effect, when]) => ({ kind, ...when, ...effect })) as fc.Arbitrary<FaultSpec>,
);
