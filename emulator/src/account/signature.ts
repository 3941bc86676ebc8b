import { createHmac } from "node:crypto";
import type { IncomingRequest } from "../incomingRequest";
import type { Plus } from "../query";
import { canonicalRequests, sha256 } from "./canonicalRequest";

const ALGORITHM = "SDK-HMAC-SHA256";

export interface Signature {
    readonly form: "access" | "scoped";
    readonly accessKey: string;
    /** Date, region, service and "sdk_request"; empty in the unscoped form. */
    readonly scope: readonly string[];
    readonly signedHeaders: readonly string[];
    readonly hex: string;
}

/** Parses an Authorization header; null if it is no signature. */
export function parseSignature(authorization: string): Signature | null {
    const match =
        /^SDK-HMAC-SHA256 (Access|Credential)=([^, ]+), ?SignedHeaders=([^, ]+), ?Signature=([0-9a-f]{64})$/.exec(
            authorization,
        );
    if (!match) return null;
    const [, kind, credential = "", signed = "", hex = ""] = match;
    const [accessKey = "", ...scope] = kind === "Credential" ? credential.split("/") : [credential];
    if (kind === "Credential" && (scope.length !== 4 || scope[3] !== "sdk_request")) return null;
    const form = kind === "Credential" ? "scoped" : "access";
    return { form, accessKey, scope, signedHeaders: signed.split(";"), hex };
}

export function isSignatureValid(
    signature: Signature,
    secretKey: string,
    incoming: IncomingRequest,
    plus: Plus,
): boolean {
    const date = incoming.header("x-sdk-date") ?? "";
    const { scope, signedHeaders, hex } = signature;
    const lines = [ALGORITHM, date, ...(scope.length > 0 ? [scope.join("/")] : [])];
    const key = signingKey(secretKey, scope);
    return canonicalRequests(incoming, signedHeaders, plus).some((canonical) => {
        const signed = [...lines, sha256(canonical)].join("\n");
        return createHmac("sha256", key).update(signed).digest("hex") === hex;
    });
}

function signingKey(secretKey: string, scope: readonly string[]): string | Buffer {
    if (scope.length === 0) return secretKey;
    return scope.reduce<string | Buffer>(
        (key, part) => createHmac("sha256", key).update(part).digest(),
        `SDK${secretKey}`,
    );
}

/** Milliseconds of a time such as 20240131T235959Z; NaN for any other text. */
export function sdkTime(text: string): number {
    const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
    if (!match) return NaN;
    const [, year, month, day, hour, minute, second] = match;
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
