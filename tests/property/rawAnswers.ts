import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import type { RawResponse } from "./byteServer";
import { headerLines, statusLine } from "./heads";
import { hostileText, text } from "./texts";

type Encode = (bytes: Buffer) => Buffer;
const identity: Encode = (bytes) => bytes;
/** What the header says, and what was done: they need not agree. */
const encoding: fc.Arbitrary<readonly [string, Encode]> = fc.oneof(
    { weight: 24, arbitrary: fc.constant(["", identity] as const) },
    {
        weight: 6,
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
        weight: 2,
        arbitrary: fc.tuple(
            fc.constantFrom("gzip", "deflate", "br", "zstd", "compress", "identity", "__proto__", "\u00ff"),
            fc.constantFrom<Encode>(identity, deflateSync, (bytes) => gzipSync(bytes).subarray(0, 15)),
        ),
    },
);

type FramedBody = readonly [header: string, sent: Buffer];
/** How the end of the body is told: rightly or not. */
const framing: fc.Arbitrary<(bytes: Buffer) => FramedBody> = fc.oneof(
    {
        weight: 24,
        arbitrary: fc.constantFrom<(bytes: Buffer) => FramedBody>(
            (bytes) => [`Content-Length: ${bytes.length}`, bytes],
            (bytes) => ["Server: x", bytes],
            (bytes) => ["Transfer-Encoding: chunked", chunked(bytes)],
        ),
    },
    {
        weight: 1,
        arbitrary: hostileText.map((one) => (bytes: Buffer): FramedBody => [
            "Transfer-Encoding: chunked",
            Buffer.concat([Buffer.from(`${one}\r\n`), bytes]),
        ]),
    },
    {
        weight: 2,
        arbitrary: fc
            .integer({ min: -20, max: 20 })
            .map((off) => (bytes: Buffer): FramedBody => [`Content-Length: ${bytes.length + off}`, bytes]),
    },
    {
        weight: 1,
        arbitrary: hostileText.map((one) => (bytes: Buffer): FramedBody => [`Content-Length: ${one}`, bytes]),
    },
    {
        weight: 1,
        arbitrary: fc.constant((bytes: Buffer): FramedBody => [
            `Content-Length: ${bytes.length}\r\nTransfer-Encoding: chunked`,
            chunked(bytes),
        ]),
    },
);

function chunked(bytes: Buffer): Buffer {
    const size = Buffer.from(`${bytes.length.toString(16)}\r\n`);
    const parts = bytes.length === 0 ? [] : [size, bytes, Buffer.from("\r\n")];
    return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}

const behind = fc.oneof(
    { weight: 16, arbitrary: fc.constant("") },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.constant("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") },
);
/** Whoever keeps a connection open for nothing is waited for until the limit: seldom. */
const then = fc.oneof(
    { weight: 60, arbitrary: fc.constant("close" as const) },
    { weight: 3, arbitrary: fc.constant("reset" as const) },
    { weight: 1, arbitrary: fc.constant("keep" as const) },
);

/** A server's answer with such texts in it, and all that may come of it on the way, or with ill intent. */
export function rawResponse(texts: fc.Arbitrary<string>): fc.Arbitrary<RawResponse> {
    const body = fc.oneof(
        { weight: 24, arbitrary: texts.map((one) => Buffer.from(one)) },
        { weight: 1, arbitrary: texts.map((one) => Buffer.from(one, "utf16le")) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)) },
    );
    return fc.record({ statusLine, headerLines, body, encoding, framing, behind, then }).map((parts) => {
        const [label, encode] = parts.encoding;
        const [length, framedBody] = parts.framing(encode(parts.body));
        const encodingHeaders = label === "" ? [] : [`Content-Encoding: ${label}`];
        const head = [parts.statusLine, length, ...encodingHeaders, ...parts.headerLines, "", ""].join(
            "\r\n",
        );
        const bytes = Buffer.concat([Buffer.from(head), framedBody, Buffer.from(parts.behind)]);
        return { bytes, then: parts.then };
    });
}
