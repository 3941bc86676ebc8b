import * as v from "valibot";
import type { Clock } from "../clock";
import { type FixedCredential, type PartNames, readCredential } from "../config/credentialParts";
import { describeIssuer, type Issuer } from "../config/issuers";
import { ModelArtsError } from "../errors";
import type { Limits } from "../limits";
import { readMetadata } from "./metadata";
import { runCommand } from "./runCommand";

export interface IssuedCredentials {
    readonly credential: FixedCredential;
    /** Milliseconds since 1970, or `undefined` where the issuer does not say it. */
    readonly expiresAt?: number | undefined;
}

/** Asks an issuer for credentials, once. */
export type IssueCredentials = (issuer: Issuer, limits: Limits, clock: Clock) => Promise<IssuedCredentials>;

const names: PartNames = {
    token: ["token"],
    accessKey: ["accessKey", "access"],
    secretKey: ["secretKey", "secret"],
    securityToken: ["securityToken", "securitytoken"],
    userName: ["userName"],
    userId: ["userId"],
    password: ["password"],
    domainName: ["domainName"],
    domainId: ["domainId"],
};
const fieldsSchema = v.record(v.string(), v.unknown());
const responseSchema = v.pipe(v.string(), v.parseJson(), fieldsSchema);
const timeSchema = v.pipe(v.string(), v.transform(Date.parse), v.number());

export const issueCredentials: IssueCredentials = async (issuer, limits, clock) => {
    const text = await (issuer.kind === "command"
        ? runCommand(issuer.command, limits, clock)
        : readMetadata(issuer.address, limits, clock));
    return readIssuedCredentials(text, issuer, clock);
};

/**
 * Reads what an issuer responds: JSON with the parts of a credential by the names of the configuration, and `expiresAt` in
 * ISO 8601; or the form of IAM and of the metadata address, `{ credential: { access, secret, securitytoken, expires_at } }`.
 * The text is never part of an error.
 *
 * Source of the second form: huaweicloud-sdk-python-v3, `huaweicloudsdkcore/auth/internal.py` and its tests.
 *
 * @throws {settings} where the text is something else, or the credentials have expired already.
 */
export function readIssuedCredentials(text: string, issuer: Issuer, clock: Clock): IssuedCredentials {
    const name = describeIssuer(issuer);
    const result = v.safeParse(responseSchema, text);
    if (!result.success) throw issuerError(issuer, `${name} gave no JSON object`, responseHint(issuer));
    const { credential: inner } = result.output;
    const fields = v.is(fieldsSchema, inner) ? inner : result.output;
    const read = (field: string) => (typeof fields[field] === "string" ? fields[field] : undefined);
    const credential = readCredential(names, read, (field) => `${field} in the response of ${name}`);
    if (credential === undefined)
        throw issuerError(issuer, `the response of ${name} has no credentials`, responseHint(issuer));
    const time = fields["expiresAt"] ?? fields["expires_at"];
    if (time === undefined || time === null || time === "") return { credential };
    const expiry = v.safeParse(timeSchema, time);
    if (!expiry.success) {
        const reason = `the response of ${name} has an expiresAt that is no time`;
        throw issuerError(issuer, reason, "Write it as 2030-01-31T12:00:00Z.");
    }
    if (expiry.output <= clock.timeOfDay()) {
        throw issuerError(
            issuer,
            `the credentials of ${name} have expired at ${new Date(expiry.output).toISOString()}`,
            `Check the clock of this machine: it says ${new Date(clock.timeOfDay()).toISOString()}.`,
        );
    }
    return { credential, expiresAt: expiry.output };
}

export function issuerOperation(issuer: Issuer): string {
    return `get credentials from ${describeIssuer(issuer)}`;
}

function issuerError(issuer: Issuer, reason: string, hint: string): ModelArtsError {
    return new ModelArtsError({ kind: "settings", operation: issuerOperation(issuer), reason, hint });
}

function responseHint({ kind }: Issuer): string {
    return kind === "command"
        ? "Let it print accessKey, secretKey and securityToken, or token, as one JSON object on standard output."
        : "Give the machine an agency, on the page of the ECS in the console.";
}
