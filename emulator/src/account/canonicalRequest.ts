import { createHash } from "node:crypto";
import type { IncomingRequest } from "../incomingRequest";
import { decodeComponent, parseQuery, type Plus } from "../query";

export function sha256(data: string | Buffer): string {
    return createHash("sha256").update(data).digest("hex");
}

/**
 * The canonical requests that a signature may be over. There are two where the path has percent signs: the
 * documents encode the decoded path, the vendor's package for Node encodes it as it is in the URL.
 */
export function canonicalRequests(
    incoming: IncomingRequest,
    signedHeaders: readonly string[],
    plus: Plus,
): string[] {
    const { headers } = incoming;
    const names = [...signedHeaders].sort();
    const paths = new Set([
        canonicalPath(incoming.path, decodeComponent),
        canonicalPath(incoming.path, (s) => s),
    ]);
    return [...paths].map((path) =>
        [
            incoming.method,
            path,
            canonicalQuery(incoming.query, plus),
            ...names.map((name) => `${name}:${headers[name] ?? ""}`),
            "",
            names.join(";"),
            sha256(incoming.body),
        ].join("\n"),
    );
}

function canonicalPath(path: string, decodeSegment: (segment: string) => string): string {
    const encoded = path
        .split("/")
        .map((segment) => encode(decodeSegment(segment)))
        .join("/");
    return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

function canonicalQuery(query: string, plus: Plus): string {
    return parseQuery(query, plus)
        .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .join("&");
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 3986: only letters, digits and - . _ ~ stay as they are. */
function encode(value: string): string {
    let encoded = "";
    for (const byte of Buffer.from(value, "utf8")) {
        const character = String.fromCharCode(byte);
        const plain = /[A-Za-z0-9._~-]/.test(character);
        encoded += plain ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    }
    return encoded;
}
