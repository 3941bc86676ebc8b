import { createHash, createHmac } from "node:crypto";
import { compare, decodeComponent, parseQuery, type Plus } from "../query";
import type { IncomingRequest } from "../request";

export interface Signature {
    readonly form: "access" | "scoped";
    readonly accessKey: string;
    /** Contains date, region, service and "sdk_request". It is empty in the unscoped form. */
    readonly scope: readonly string[];
    readonly signedHeaders: readonly string[];
    readonly hex: string;
}

const pattern =
    /^SDK-HMAC-SHA256 (Access|Credential)=([^, ]+), ?SignedHeaders=([^, ]+), ?Signature=([0-9a-f]{64})$/;

/** Parses an Authorization header. Returns null if it is no signature. */
export function parseSignature(authorization: string): Signature | null {
    const match = pattern.exec(authorization);
    if (!match) return null;
    const [, kind, credential = "", names = "", hex = ""] = match;
    const signedHeaders = names.split(";");
    if (kind === "Access") return { form: "access", accessKey: credential, scope: [], signedHeaders, hex };
    const [accessKey = "", ...scope] = credential.split("/");
    if (scope.length !== 4 || scope[3] !== "sdk_request") return null;
    return { form: "scoped", accessKey, scope, signedHeaders, hex };
}

export function isSignatureValid(
    { scope, signedHeaders, hex }: Signature,
    secretKey: string,
    request: IncomingRequest,
    plus: Plus,
): boolean {
    const date = request.headers["x-sdk-date"] ?? "";
    const scopeLine = scope.length > 0 ? [scope.join("/")] : [];
    const key = scope.length === 0 ? secretKey : scope.reduce<string | Buffer>(hmac, `SDK${secretKey}`);
    return canonicalRequests(request, signedHeaders, plus).some((canonical) => {
        const stringToSign = ["SDK-HMAC-SHA256", date, ...scopeLine, sha256(canonical)].join("\n");
        return hmac(key, stringToSign).toString("hex") === hex;
    });
}

/**
 * Returns the canonical requests that a signature may be over. There are two where the path has percent signs: the
 * documents encode the decoded path, the vendor's package for Node encodes it as it is in the URL.
 */
function canonicalRequests(
    { method, path, query, headers, body }: IncomingRequest,
    signedHeaders: readonly string[],
    plus: Plus,
): string[] {
    const names = [...signedHeaders].sort();
    const decodedPath = path.split("/").map((segment) => decodeComponent(segment));
    const paths = new Set([canonicalPath(decodedPath), canonicalPath(path.split("/"))]);
    return [...paths].map((path) =>
        [
            method,
            path,
            canonicalQuery(query, plus),
            ...names.map((name) => `${name}:${headers[name] ?? ""}`),
            "",
            names.join(";"),
            sha256(body),
        ].join("\n"),
    );
}

function canonicalPath(segments: readonly string[]): string {
    return segments.map(encode).join("/").replace(/\/?$/, "/");
}

function canonicalQuery(query: string, plus: Plus): string {
    return parseQuery(query, plus)
        .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .join("&");
}

/** Encodes as RFC 3986 says: only letters, digits and - . _ ~ stay as they are. */
function encode(value: string): string {
    const hex = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    return value.replace(/[^A-Za-z0-9._~-]/gu, (character) =>
        Array.from(Buffer.from(character), hex).join(""),
    );
}

function sha256(data: string | Buffer): string {
    return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
    return createHmac("sha256", key).update(text).digest();
}
