import type { AccessKey } from "../config/credentialParts";
import type { HttpRequest } from "../http/request";
import { percentEncode } from "../http/request";
import { createHash, createHmac } from "node:crypto";

/**
 * Scope of the older form of signature, which is bound to a region and a service. The form `Access=` has no scope.
 */
export type SigningScope = { readonly region: string; readonly service: string } | undefined;

const algorithm = "SDK-HMAC-SHA256";

/**
 * Creates the headers that sign a request (`SDK-HMAC-SHA256`), in addition to its own. A signature is valid for
 * 15 minutes around `now`, so every attempt needs its own.
 */
export function createSigningHeaders(
    request: HttpRequest,
    key: AccessKey,
    now: Date,
    scope: SigningScope,
): Record<string, string> {
    const date = now.toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
    const ownHeaders: Record<string, string> = { "X-Sdk-Date": date };
    if (key.securityToken !== undefined) ownHeaders["X-Security-Token"] = key.securityToken;

    const signedHeaders = canonicalHeaders({ ...request.headers, ...ownHeaders, Host: request.url.host });
    const names = signedHeaders.map(([name]) => name).join(";");
    const canonicalRequest = [
        request.method.toUpperCase(),
        canonicalPath(request.url.pathname),
        canonicalQuery(request.url.search),
        signedHeaders.map(([name, value]) => `${name}:${value}\n`).join(""),
        names,
        sha256(request.body ?? ""),
    ].join("\n");

    const { identity, secret, lines } = createSigningKey(key, date, scope);
    const signature = hmac(secret, [algorithm, date, ...lines, sha256(canonicalRequest)].join("\n")).toString(
        "hex",
    );
    const authorization = `${algorithm} ${identity}, SignedHeaders=${names}, Signature=${signature}`;
    return { ...ownHeaders, Authorization: authorization };
}

function createSigningKey(key: AccessKey, date: string, scope: SigningScope) {
    if (scope === undefined) return { identity: `Access=${key.accessKey}`, secret: key.secretKey, lines: [] };
    const parts = [date.slice(0, 8), scope.region, scope.service, "sdk_request"];
    return {
        identity: `Credential=${[key.accessKey, ...parts].join("/")}`,
        secret: parts.reduce<Buffer | string>((secret, part) => hmac(secret, part), `SDK${key.secretKey}`),
        lines: [parts.join("/")],
    };
}

function canonicalHeaders(headers: Readonly<Record<string, string>>): [name: string, value: string][] {
    return Object.entries(headers)
        .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
        .sort(compareCodeUnits);
}

/** Returns the path with each segment decoded and encoded again; it always ends with a slash. */
function canonicalPath(pathname: string): string {
    const path = pathname
        .split("/")
        .map((segment) => percentEncode(percentDecode(segment)))
        .join("/");
    return path.endsWith("/") ? path : `${path}/`;
}

function canonicalQuery(search: string): string {
    return search
        .replace(/^\?/, "")
        .split("&")
        .filter((pair) => pair !== "")
        .map((pair): [string, string] => {
            const [name = "", ...value] = pair.split("=");
            return [percentEncode(percentDecode(name)), percentEncode(percentDecode(value.join("=")))];
        })
        .sort(compareCodeUnits)
        .map(([name, value]) => `${name}=${value}`)
        .join("&");
}

function compareCodeUnits(a: readonly [string, string], b: readonly [string, string]): number {
    const [left, right] = a[0] === b[0] ? [a[1], b[1]] : [a[0], b[0]];
    return left < right ? -1 : left > right ? 1 : 0;
}

/** Decodes percent-encoded text. Text with an invalid escape stays as it is. */
function percentDecode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

function sha256(text: string): string {
    return createHash("sha256").update(text, "utf8").digest("hex");
}

function hmac(key: Buffer | string, text: string): Buffer {
    return createHmac("sha256", key).update(text, "utf8").digest();
}
