import type { Clock } from "../clock";
import type { Incoming } from "../incoming";
import type { Options } from "../options/options";
import { Refusal } from "../refusal";
import { parseSignature, sdkTime, type Signature, verifies } from "./signature";

const MAXIMUM_AGE = 15 * 60 * 1000;

/** Checks a request that is signed with AK/SK. Throws APIG.0301 with the reason. */
export function checkKeys(
    incoming: Incoming,
    authorization: string,
    projectId: string | undefined,
    options: Options,
    clock: Clock,
): void {
    const signature = parseSignature(authorization);
    if (!signature) throw incorrect("authorization header format error");
    if (options.signing !== "both" && options.signing !== signature.form)
        throw incorrect(`the ${signature.form} form of signature is not supported`);
    const secretKey = secretOf(signature, incoming, options);
    checkTime(incoming, signature, options.region, clock);
    checkSignedHeaders(incoming, signature, projectId);
    if (!verifies(signature, secretKey, incoming, options.plus))
        throw incorrect("verify aksk signature fail");
}

function secretOf({ accessKey }: Signature, incoming: Incoming, options: Options): string {
    const securityToken = incoming.header("x-security-token");
    if (accessKey === options.accessKey) {
        if (securityToken === undefined) return options.secretKey;
        throw incorrect("the security token does not belong to the access key");
    }
    if (accessKey !== options.temporaryAccessKey || securityToken === undefined)
        throw incorrect(`Get secretKey failed,ak:${accessKey},err:ak not exist`);
    if (securityToken !== options.securityToken) throw incorrect("the security token is invalid");
    return options.temporarySecretKey;
}

function checkTime(incoming: Incoming, { scope }: Signature, region: string, clock: Clock): void {
    const date = incoming.header("x-sdk-date") ?? "";
    const time = sdkTime(date);
    if (Number.isNaN(time)) throw incorrect("the X-Sdk-Date header is missing or malformed");
    if (Math.abs(clock.told() - time) > MAXIMUM_AGE) {
        const server = new Date(clock.told()).toISOString().replace(/[-:]|\.\d+/g, "");
        throw incorrect(`Signature expired, signature time: ${date}, server time: ${server}`);
    }
    const [day, scopeRegion] = scope;
    if (day !== undefined && (day !== date.slice(0, 8) || scopeRegion !== region))
        throw incorrect(`the scope ${scope.join("/")} does not fit, region: ${region}`);
}

function checkSignedHeaders(incoming: Incoming, signature: Signature, projectId: string | undefined): void {
    const must = ["host", "x-sdk-date"];
    if (projectId !== undefined) must.push("x-project-id");
    if (incoming.header("x-security-token") !== undefined) must.push("x-security-token");
    const unsigned = must.find((name) => !signature.signedHeaders.includes(name));
    if (unsigned !== undefined) throw incorrect(`verify aksk signature fail, ${unsigned} is not signed`);
    if (projectId !== undefined && incoming.header("x-project-id") !== projectId)
        throw incorrect("verify aksk signature fail, x-project-id is not the project of the path");
}

function incorrect(reason: string): Refusal {
    return new Refusal("APIG.0301", `Incorrect IAM authentication information: ${reason}`);
}
