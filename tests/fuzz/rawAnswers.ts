import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { answers } from "./answers";
import type { RawAnswer } from "./byteServer";
import { json, nearlyJson } from "./jsonTexts";
import { nastyText, text } from "./texts";

/** Mostly what a service sends; else any number, and what is none. */
const statusLine = fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom("HTTP/1.1 200 OK", "HTTP/1.1 201 Created", "HTTP/1.1 200 ") },
    {
        weight: 5,
        arbitrary: fc
            .constantFrom(301, 400, 401, 403, 404, 408, 409, 429, 500, 502, 503)
            .map((status) => `HTTP/1.1 ${status} x`),
    },
    {
        weight: 4,
        arbitrary: fc
            .tuple(fc.integer({ min: 100, max: 999 }), text)
            .map((parts) => `HTTP/1.1 ${parts.join(" ")}`),
    },
    {
        weight: 1,
        arbitrary: fc.constantFrom(
            ..."HTTP/1.1 20 OK|HTTP/1.1 0 x|HTTP/1.1 1000 x|HTTP/1.0 200 OK|HTTP/0.9 200|HTTP/2 200|ICY 200 OK|SSH-2.0-x|<html>|".split(
                "|",
            ),
        ),
    },
);

/** Some are names of what an object or a library's headers have. */
const names = fc.constantFrom(
    ..."Content-Type|Retry-After|Date|X-Request-Id|X-Subject-Token|Location|Server|Set-Cookie|Connection|Upgrade|Trailer|Vary".split(
        "|",
    ),
    ..."__proto__|constructor|prototype|toString|hasOwnProperty|get|set|has|delete|clear|normalize|concat|toJSON|then".split(
        "|",
    ),
);
const values = fc.oneof(
    { weight: 3, arbitrary: text },
    { weight: 1, arbitrary: fc.string({ unit: "binary-ascii", maxLength: 30 }) },
    {
        weight: 2,
        arbitrary: fc.constantFrom(
            ..."application/json|0|1|120|99999999999999999999|-1|1e9|Sun, 06 Nov 1994 08:49:37 GMT|Sun, 31 Dec 9999 23:59:59 GMT|fake-token".split(
                "|",
            ),
            "9".repeat(500),
            "x".repeat(20_000),
        ),
    },
);
const headers = fc
    .oneof(
        { weight: 20, arbitrary: fc.array(fc.tuple(names, values), { maxLength: 6 }) },
        {
            weight: 1,
            arbitrary: fc
                .nat({ max: 2500 })
                .map((count) => Array<[string, string]>(count).fill(["X-Many", "x"])),
        },
        { weight: 1, arbitrary: fc.array(fc.tuple(text, values), { maxLength: 3 }) },
    )
    .map((pairs) => pairs.map((pair) => pair.join(": ")));

const texts = fc.oneof(
    { weight: 10, arbitrary: fc.oneof(...Object.values(answers).map(nearlyJson)) },
    { weight: 2, arbitrary: json },
    { weight: 2, arbitrary: text },
);
const body = fc.oneof(
    { weight: 12, arbitrary: texts.map((one) => Buffer.from(one)) },
    { weight: 1, arbitrary: texts.map((one) => Buffer.from(one, "utf16le")) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)) },
);

type Encode = (bytes: Buffer) => Buffer;
const asItIs: Encode = (bytes) => bytes;
/** What the header says, and what was done: they need not agree. */
const encoding: fc.Arbitrary<readonly [string, Encode]> = fc.oneof(
    { weight: 12, arbitrary: fc.constant(["", asItIs] as const) },
    {
        weight: 4,
        arbitrary: fc.constantFrom<readonly [string, Encode]>(
            ["gzip", gzipSync],
            ["x-gzip", gzipSync],
            ["deflate", deflateSync],
            ["deflate", deflateRawSync],
            ["br", brotliCompressSync],
            ["gzip, br", (bytes) => brotliCompressSync(gzipSync(bytes))],
        ),
    },
    {
        weight: 3,
        arbitrary: fc.tuple(
            fc.constantFrom("gzip", "deflate", "br", "zstd", "compress", "identity", "__proto__", "\u00ff"),
            fc.constantFrom<Encode>(asItIs, deflateSync, (bytes) => gzipSync(bytes).subarray(0, 15)),
        ),
    },
);

/** How the end of the body is told: rightly or not. */
const framing: fc.Arbitrary<(bytes: Buffer) => readonly [header: string, sent: Buffer]> = fc.oneof(
    {
        weight: 6,
        arbitrary: fc.constant((bytes: Buffer) => [`Content-Length: ${bytes.length}`, bytes] as const),
    },
    { weight: 3, arbitrary: fc.constant((bytes: Buffer) => ["X-None: x", bytes] as const) },
    {
        weight: 3,
        arbitrary: fc.constant((bytes: Buffer) => ["Transfer-Encoding: chunked", chunked(bytes)] as const),
    },
    {
        weight: 1,
        arbitrary: nastyText.map(
            (one) => (bytes: Buffer) =>
                ["Transfer-Encoding: chunked", Buffer.from(`${one}\r\n${bytes.toString()}`)] as const,
        ),
    },
    {
        weight: 2,
        arbitrary: fc
            .integer({ min: -20, max: 20 })
            .map((off) => (bytes: Buffer) => [`Content-Length: ${bytes.length + off}`, bytes] as const),
    },
    {
        weight: 1,
        arbitrary: nastyText.map((one) => (bytes: Buffer) => [`Content-Length: ${one}`, bytes] as const),
    },
    {
        weight: 1,
        arbitrary: fc.constant(
            (bytes: Buffer) =>
                [`Content-Length: ${bytes.length}\r\nTransfer-Encoding: chunked`, chunked(bytes)] as const,
        ),
    },
);

function chunked(bytes: Buffer): Buffer {
    const size = Buffer.from(`${bytes.length.toString(16)}\r\n`);
    return Buffer.concat([
        ...(bytes.length === 0 ? [] : [size, bytes, Buffer.from("\r\n")]),
        Buffer.from("0\r\n\r\n"),
    ]);
}

const behind = fc.oneof(
    { weight: 8, arbitrary: fc.constant("") },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.constant("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") },
);
/** Whoever keeps a connection open for nothing is waited for until the limit: seldom. */
const then = fc.oneof(
    { weight: 40, arbitrary: fc.constant("close" as const) },
    { weight: 4, arbitrary: fc.constant("reset" as const) },
    { weight: 1, arbitrary: fc.constant("keep" as const) },
);

/** What a server may send that is no service, or means ill. */
export const rawAnswer: fc.Arbitrary<RawAnswer> = fc
    .record({ statusLine, headers, body, encoding, framing, behind, then })
    .map((parts) => {
        const [label, encode] = parts.encoding;
        const [length, sent] = parts.framing(encode(parts.body));
        const lines = [
            parts.statusLine,
            length,
            ...(label === "" ? [] : [`Content-Encoding: ${label}`]),
            ...parts.headers,
        ];
        // Texts beyond a byte are sent as UTF-8, as servers do that do not care.
        const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
        return { bytes: Buffer.concat([head, sent, Buffer.from(parts.behind)]), then: parts.then };
    });
