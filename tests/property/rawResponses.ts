import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import type { RawResponse } from "./byteServer";
import { hostileText, text } from "./texts";

function oneOf(all: string): fc.Arbitrary<string> {
    return fc.constantFrom(...all.split("|"));
}

/** Text without the characters that no line of a head can have. */
// eslint-disable-next-line no-control-regex
const headerText = text.map((value) => value.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, ""));

const statusLine = fc.oneof(
    { weight: 24, arbitrary: oneOf("HTTP/1.1 200 OK|HTTP/1.1 201 Created|HTTP/1.1 200 ") },
    {
        weight: 8,
        arbitrary: oneOf("301|400|401|403|404|408|409|429|500|502|503").map((s) => `HTTP/1.1 ${s} x`),
    },
    {
        weight: 8,
        arbitrary: fc
            .tuple(fc.integer({ min: 100, max: 999 }), headerText)
            .map((parts) => `HTTP/1.1 ${parts.join(" ")}`),
    },
    oneOf("HTTP/1.1 20 OK|HTTP/1.1 0 x|HTTP/1.1 1000 x|HTTP/1.0 200 OK|HTTP/0.9 200|HTTP/2 200|SSH-2.0-x|"),
    text,
);

const usualNames = oneOf(
    "Content-Type|Retry-After|Date|X-Request-Id|X-Subject-Token|Location|Server|Set-Cookie|Connection|Upgrade|Trailer|Vary",
);
/** Properties of every object, and of the headers of a library. */
const reservedNames = oneOf(
    "__proto__|constructor|prototype|toString|hasOwnProperty|get|set|has|delete|clear|normalize|concat|toJSON|then",
);
const typicalValues = oneOf(
    "application/json|0|1|120|99999999999999999999|-1|1e9|Sun, 06 Nov 1994 08:49:37 GMT|Sun, 31 Dec 9999 23:59:59 GMT|fake-token",
);
const headerValue = fc.oneof(
    { weight: 12, arbitrary: headerText },
    { weight: 12, arbitrary: typicalValues },
    fc.constantFrom("9".repeat(500), "x".repeat(20_000)),
    text,
);
const header = fc.oneof(
    { weight: 20, arbitrary: fc.tuple(usualNames, headerValue) },
    { weight: 8, arbitrary: fc.tuple(reservedNames, headerValue) },
    fc.tuple(text, headerValue),
);
const headers = fc
    .oneof(
        { weight: 20, arbitrary: fc.array(header, { maxLength: 5 }) },
        fc.nat({ max: 2500 }).map((count) => Array.from({ length: count }, () => ["X-Many", "x"])),
    )
    .chain((all) => fc.constantFrom(all, [["X-Subject-Token", "fake-token-of-a-login"], ...all]))
    .map((all) => all.map((pair) => pair.join(": ")));

/** The headers about the body, and the bytes that follow: they need not agree. */
type Encode = (bytes: Buffer) => readonly [headers: readonly string[], bytes: Buffer];

const encodings = fc.constantFrom<Encode[]>(
    ...Array.from({ length: 24 }, (): Encode => (bytes) => [[], bytes]),
    ...Object.entries({
        gzip: gzipSync,
        "x-gzip": gzipSync,
        deflate: deflateSync,
        br: brotliCompressSync,
        "gzip, br": (bytes: Buffer) => brotliCompressSync(gzipSync(bytes)),
        // These two headers say something else.
        Deflate: deflateRawSync,
        Gzip: (bytes: Buffer) => gzipSync(bytes).subarray(0, 15),
    }).map(([name, encode]): Encode => (bytes) => [[`Content-Encoding: ${name}`], encode(bytes)]),
    ...["gzip", "br", "zstd", "compress", "identity", "__proto__", "\u00ff"].map(
        (name): Encode =>
            (bytes) => [[`Content-Encoding: ${name}`], bytes],
    ),
);

const framings = fc.oneof(
    {
        weight: 24,
        arbitrary: fc.constantFrom<Encode[]>(
            (bytes) => [[`Content-Length: ${bytes.length}`], bytes],
            (bytes) => [[], bytes],
            (bytes) => [["Transfer-Encoding: chunked"], toChunks(bytes)],
        ),
    },
    fc.constant<Encode>((bytes) => [
        [`Content-Length: ${bytes.length}`, "Transfer-Encoding: chunked"],
        toChunks(bytes),
    ]),
    fc
        .integer({ min: -20, max: 20 })
        .map((off): Encode => (bytes) => [[`Content-Length: ${bytes.length + off}`], bytes]),
    hostileText.map((length): Encode => (bytes) => [[`Content-Length: ${length}`], bytes]),
    hostileText.map((size): Encode => (bytes) => [
        ["Transfer-Encoding: chunked"],
        Buffer.concat([Buffer.from(`${size}\r\n`), bytes]),
    ]),
);

function toChunks(bytes: Buffer): Buffer {
    const size = Buffer.from(`${bytes.length.toString(16)}\r\n`);
    const parts = bytes.length === 0 ? [] : [size, bytes, Buffer.from("\r\n")];
    return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}

const behind = fc.oneof(
    { weight: 16, arbitrary: fc.constant("") },
    text,
    fc.constant("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
);
/** A connection that stays open without a complete response takes the whole timeout, so it is seldom. */
const then = fc.oneof(
    { weight: 60, arbitrary: fc.constant("close" as const) },
    { weight: 3, arbitrary: fc.constant("reset" as const) },
    fc.constant("keep" as const),
);

/** Draws a response with such a body, and with all that a server or the network may do to it. */
export function rawResponse(texts: fc.Arbitrary<string>): fc.Arbitrary<RawResponse> {
    const body = fc.oneof(
        { weight: 24, arbitrary: texts.map((one) => Buffer.from(one)) },
        texts.map((one) => Buffer.from(one, "utf16le")),
        fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    );
    return fc
        .tuple(statusLine, headers, body, encodings, framings, behind, then)
        .map(([first, others, content, encode, frame, last, end]) => {
            const [encodingHeaders, encodedBody] = encode(content);
            const [lengthHeaders, framedBody] = frame(encodedBody);
            const head = [first, ...lengthHeaders, ...encodingHeaders, ...others, "", ""].join("\r\n");
            return { bytes: Buffer.concat([Buffer.from(head), framedBody, Buffer.from(last)]), then: end };
        });
}
