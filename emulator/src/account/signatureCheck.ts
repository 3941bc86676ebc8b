import type { ServiceClock } from "../clock";
import type { IncomingRequest } from "../incomingRequest";
import type { Options } from "../options/options";
import { ServiceError } from "../serviceError";
import { parseSignature, sdkTime, type Signature, isSignatureValid } from "./signature";

const MAX_AGE_MS = 15 * 60 * 1000;

/** Checks a request that is signed with AK/SK. Throws APIG.0301 with the reason. */
export function checkSignature(
    incoming: IncomingRequest,
    authorization: string,
    projectId: string | undefined,
    options: Options,
    clock: ServiceClock,
): void {
    const signature = parseSignature(authorization);
    if (!signature) throw authenticationError("authorization header format error");
    if (options.signing !== "both" && options.signing !== signature.form)
        throw authenticationError(`the ${signature.form} form of signature is not supported`);
    const secretKey = findSecretKey(signature, incoming, options);
    checkTime(incoming, signature, options.region, clock);
    checkSignedHeaders(incoming, signature, projectId);
    if (!isSignatureValid(signature, secretKey, incoming, options.plus))
        throw authenticationError("verify aksk signature fail");
}

function findSecretKey({ accessKey }: Signature, incoming: IncomingRequest, options: Options): string {
    const securityToken = incoming.header("x-security-token");
    if (accessKey === options.accessKey) {
        if (securityToken === undefined) return options.secretKey;
        throw authenticationError("the security token does not belong to the access key");
    }
    if (accessKey !== options.temporaryAccessKey || securityToken === undefined)
        throw authenticationError(`Get secretKey failed,ak:${accessKey},err:ak not exist`);
    if (securityToken !== options.securityToken) throw authenticationError("the security token is invalid");
    return options.temporarySecretKey;
}

function checkTime(
    incoming: IncomingRequest,
    { scope }: Signature,
    region: string,
    clock: ServiceClock,
): void {
    const date = incoming.header("x-sdk-date") ?? "";
    const time = sdkTime(date);
    if (Number.isNaN(time)) throw authenticationError("the X-Sdk-Date header is missing or malformed");
    if (Math.abs(clock.serviceTime() - time) > MAX_AGE_MS) {
        const serverTime = new Date(clock.serviceTime()).toISOString().replace(/[-:]|\.\d+/g, "");
        throw authenticationError(`Signature expired, signature time: ${date}, server time: ${serverTime}`);
    }
    const [day, scopeRegion] = scope;
    if (day !== undefined && (day !== date.slice(0, 8) || scopeRegion !== region))
        throw authenticationError(`the scope ${scope.join("/")} does not fit, region: ${region}`);
}

function checkSignedHeaders(
    incoming: IncomingRequest,
    signature: Signature,
    projectId: string | undefined,
): void {
    const requiredHeaders = ["host", "x-sdk-date"];
    if (projectId !== undefined) requiredHeaders.push("x-project-id");
    if (incoming.header("x-security-token") !== undefined) requiredHeaders.push("x-security-token");
    const missingHeader = requiredHeaders.find((name) => !signature.signedHeaders.includes(name));
    if (missingHeader !== undefined)
        throw authenticationError(`verify aksk signature fail, ${missingHeader} is not signed`);
    if (projectId !== undefined && incoming.header("x-project-id") !== projectId)
        throw authenticationError("verify aksk signature fail, x-project-id is not the project of the path");
}

function authenticationError(reason: string): ServiceError {
    return new ServiceError("APIG.0301", `Incorrect IAM authentication information: ${reason}`);
}
