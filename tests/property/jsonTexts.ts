import fc from "fast-check";
import { hostileText, text } from "./texts";

/*
 * JSON as text, not as values: numbers that no variable holds, and keys that come twice.
 */

const numbers = fc.oneof(
    fc.constantFrom(
        ..."0|-0|1|8|12|-1|8.5|1e400|-1e400|1e-400|1E+2|1e21|9007199254740993|-9223372036854775809|1.7976931348623157e308".split(
            "|",
        ),
        "9".repeat(400),
    ),
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const words = fc.constantFrom("true", "false", "null");
const strings = text.map((value) => JSON.stringify(value));

/** What an answer of the service may have as a key, and what it never may. */
const keys = fc.oneof(
    fc.constantFrom(
        ..."job_id|status|jobs|job_total_count|is_success|error|error_code|error_msg|request_id|projects|id|name|token".split(
            "|",
        ),
    ),
    hostileText,
);

function objectOf(entries: readonly (readonly [string, string])[]): string {
    return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
}

/** Any JSON. */
export const json: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        fc.oneof(strings, numbers, words),
        fc.array(tie("value"), { maxLength: 4 }).map((values) => `[${values.join(",")}]`),
        fc.array(fc.tuple(keys, tie("value")), { maxLength: 5 }).map(objectOf),
    ),
})).value;

/** As JSON, and at times not quite: cut off, with a byte order mark, with something after it. */
export const corruptText = (whole: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.oneof(
        { weight: 8, arbitrary: whole },
        {
            weight: 1,
            arbitrary: fc.tuple(whole, fc.nat({ max: 200 })).map(([all, length]) => all.slice(0, length)),
        },
        {
            weight: 1,
            arbitrary: fc
                .tuple(fc.constantFrom("\ufeff", " ", "x", "\u0000"), whole, hostileText)
                .map((parts) => parts.join("")),
        },
        { weight: 1, arbitrary: text },
    );

/** An object with these fields (as JSON): most as they are, others left out, spoiled, or doubled, and some more beside them. */
export function corruptObject(
    fields: Readonly<Record<string, fc.Arbitrary<string> | string>>,
): fc.Arbitrary<string> {
    const entries = Object.entries(fields).map(([key, valid]) => {
        const validText = typeof valid === "string" ? fc.constant(valid) : valid;
        const entry = (value: fc.Arbitrary<string>) => value.map((one) => [[key, one] as const]);
        return fc.oneof(
            { weight: 12, arbitrary: entry(validText) },
            { weight: 1, arbitrary: fc.constant([]) },
            { weight: 2, arbitrary: entry(json) },
            { weight: 1, arbitrary: entry(validText.map((one) => JSON.stringify(one))) },
            {
                weight: 1,
                arbitrary: fc.tuple(validText, json).map((two) => two.map((one) => [key, one] as const)),
            },
        );
    });
    const others = fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.tuple(keys, json), { maxLength: 3 }) },
    );
    return fc
        .tuple(fc.tuple(...entries), others)
        .map(([fieldEntries, extraEntries]) => objectOf([...fieldEntries.flat(), ...extraEntries]));
}
