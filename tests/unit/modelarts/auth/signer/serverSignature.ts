import { createHash, createHmac } from "node:crypto";

/** A signed request as a server receives it. */
export interface ReceivedRequest {
    readonly method: string;
    /** Path and query as they are on the wire. */
    readonly target: string;
    /** With lower-case names, and with `host`. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
}

const hash = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");
const hmac = (key: Buffer | string, data: string) => createHmac("sha256", key).update(data).digest();

/** Percent-encodes each byte by RFC 3986. */
function encode(bytes: Buffer): string {
    return [...bytes]
        .map((byte) => {
            const character = String.fromCharCode(byte);
            if (/[A-Za-z0-9\-._~]/.test(character)) return character;
            return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
        })
        .join("");
}

/** Decodes percent escapes; a plus sign stays a plus sign. */
function decode(part: string): Buffer {
    const pieces = part.split(/(%[0-9A-Fa-f]{2})/);
    const bytes = pieces.map((piece, i) =>
        Buffer.from(i % 2 === 1 ? piece.slice(1) : piece, i % 2 === 1 ? "hex" : "utf8"),
    );
    return Buffer.concat(bytes);
}

const reencode = (part: string) => encode(decode(part));

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

function canonicalRequest(
    { method, target, headers, body }: ReceivedRequest,
    signedHeaders: readonly string[],
): string {
    const [path = "", query = ""] = target.split("?");
    const segments = path.split("/").map(reencode).join("/");
    const pairs = query
        .split("&")
        .filter((pair) => pair !== "")
        .map((pair) => pair.split(/=(.*)/s))
        .map(([name = "", value = ""]) => ({ name: reencode(name), value: reencode(value) }))
        .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value));
    return [
        method,
        segments.endsWith("/") ? segments : `${segments}/`,
        pairs.map(({ name, value }) => `${name}=${value}`).join("&"),
        ...signedHeaders.map((name) => `${name}:${headers[name] ?? ""}`),
        "",
        signedHeaders.join(";"),
        hash(body),
    ].join("\n");
}

/** The `Authorization` header of the scoped form by the service's documentation. */
export function scopedAuthorization(
    request: ReceivedRequest,
    key: { readonly accessKey: string; readonly secretKey: string },
    region: string,
    service: string,
): string {
    const date = request.headers["x-sdk-date"] ?? "";
    const day = date.slice(0, 8);
    const scope = `${day}/${region}/${service}/sdk_request`;
    const signedHeaders = Object.keys(request.headers).sort();
    const toSign = ["SDK-HMAC-SHA256", date, scope, hash(canonicalRequest(request, signedHeaders))].join(
        "\n",
    );
    const signingKey = hmac(hmac(hmac(hmac(`SDK${key.secretKey}`, day), region), service), "sdk_request");
    const signature = hmac(signingKey, toSign).toString("hex");
    return `SDK-HMAC-SHA256 Credential=${key.accessKey}/${scope}, SignedHeaders=${signedHeaders.join(";")}, Signature=${signature}`;
}
