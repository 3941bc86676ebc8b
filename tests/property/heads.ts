import fc from "fast-check";
import { text } from "./texts";

const oneOf = (all: string): fc.Arbitrary<string> => fc.constantFrom(...all.split("|"));

const reason = text.map(toHeaderText);
/** Mostly what a service sends; else any number, and what is none. */
export const statusLine = fc.oneof(
    { weight: 24, arbitrary: oneOf("HTTP/1.1 200 OK|HTTP/1.1 201 Created|HTTP/1.1 200 ") },
    {
        weight: 8,
        arbitrary: oneOf("301|400|401|403|404|408|409|429|500|502|503").map(
            (status) => `HTTP/1.1 ${status} x`,
        ),
    },
    {
        weight: 8,
        arbitrary: fc
            .tuple(fc.integer({ min: 100, max: 999 }), reason)
            .map((parts) => `HTTP/1.1 ${parts.join(" ")}`),
    },
    {
        weight: 1,
        arbitrary: oneOf(
            "HTTP/1.1 20 OK|HTTP/1.1 0 x|HTTP/1.1 1000 x|HTTP/1.0 200 OK|HTTP/0.9 200|HTTP/2 200|ICY 200 OK|SSH-2.0-x|",
        ),
    },
    { weight: 1, arbitrary: text },
);

/** What no line of a head can hold is gone; the rest comes as it is, as UTF-8. */
function toHeaderText(value: string): string {
    // eslint-disable-next-line no-control-regex
    return value.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, "");
}

const usualNames = oneOf(
    "Content-Type|Retry-After|Date|X-Request-Id|X-Subject-Token|Location|Server|Set-Cookie|Connection|Upgrade|Trailer|Vary",
);
/** What an object has, and what the headers of a library have. */
const reservedNames = oneOf(
    "__proto__|constructor|prototype|toString|hasOwnProperty|get|set|has|delete|clear|normalize|concat|toJSON|then",
);
const typicalValues = oneOf(
    "application/json|0|1|120|99999999999999999999|-1|1e9|Sun, 06 Nov 1994 08:49:37 GMT|Sun, 31 Dec 9999 23:59:59 GMT|fake-token",
);
const value = fc.oneof(
    { weight: 12, arbitrary: text.map(toHeaderText) },
    { weight: 12, arbitrary: typicalValues },
    { weight: 1, arbitrary: fc.constantFrom("9".repeat(500), "x".repeat(20_000)) },
    { weight: 1, arbitrary: text },
);
const header = fc.oneof(
    { weight: 20, arbitrary: fc.tuple(usualNames, value) },
    { weight: 8, arbitrary: fc.tuple(reservedNames, value) },
    { weight: 1, arbitrary: fc.tuple(text, value) },
);

/** The lines behind the first. */
export const headerLines = fc
    .oneof(
        { weight: 20, arbitrary: fc.array(header, { maxLength: 5 }) },
        {
            weight: 1,
            arbitrary: fc.nat({ max: 2500 }).map((count) => Array(count).fill(["X-Many", "x"]) as string[][]),
        },
    )
    .chain((pairs) => fc.constantFrom(pairs, [["X-Subject-Token", "fake-token-of-a-login"], ...pairs]))
    .map((pairs) => pairs.map((pair) => pair.join(": ")));
