import { type Context, serviceTime } from "../context";
import type { Options } from "../options/options";
import type { IncomingRequest } from "../request";
import { authenticationError, ServiceError } from "../serviceError";
import { ownsProject } from "./projects";
import { isSignatureValid, parseSignature, type Signature } from "./signature";
import type { TokenStore } from "./tokens";

const MAX_AGE_MS = 15 * 60 * 1000;

/** Authorizes a request, or throws. A token takes precedence over a signature. */
export function authorize(request: IncomingRequest, context: Context, tokens: TokenStore): void {
    const { "x-auth-token": token, authorization } = request.headers;
    const { projectId } = request.route;
    if (token !== undefined) checkToken(tokens.find(token), projectId, context.options);
    else if (authorization !== undefined) checkSignature(request, authorization, context);
    else throw authenticationError("x-auth-token not found");
    if (projectId !== undefined && !ownsProject(context.options, projectId))
        throw foreignProjectError(projectId);
}

function checkToken(
    token: ReturnType<TokenStore["find"]>,
    projectId: string | undefined,
    { expiredTokenCode }: Options,
): void {
    if (token === null) throw authenticationError("decrypt token fail");
    if (token === "expired") throw expiredTokenError(expiredTokenCode);
    if (token !== "ready" && projectId !== undefined && token.projectId !== projectId)
        throw foreignProjectError(projectId);
}

/** Checks a request that is signed with AK/SK. Throws APIG.0301 with the reason. */
function checkSignature(request: IncomingRequest, authorization: string, context: Context): void {
    const { signing, plus } = context.options;
    const signature = parseSignature(authorization);
    if (!signature) throw authenticationError("authorization header format error");
    if (signing !== "both" && signing !== signature.form)
        throw authenticationError(`the ${signature.form} form of signature is not supported`);
    const secretKey = findSecretKey(signature, request, context.options);
    checkTime(request, signature, context);
    checkHeaders(request, signature, context.options);
    if (!isSignatureValid(signature, secretKey, request, plus))
        throw authenticationError("verify aksk signature fail");
}

function findSecretKey({ accessKey }: Signature, { headers }: IncomingRequest, options: Options): string {
    const securityToken = headers["x-security-token"];
    if (accessKey === options.accessKey) {
        if (securityToken === undefined) return options.secretKey;
        throw authenticationError("the security token does not belong to the access key");
    }
    if (accessKey !== options.temporaryAccessKey || securityToken === undefined)
        throw authenticationError(`Get secretKey failed,ak:${accessKey},err:ak not exist`);
    if (securityToken !== options.securityToken) throw authenticationError("the security token is invalid");
    return options.temporarySecretKey;
}

function checkTime({ headers }: IncomingRequest, { scope }: Signature, context: Context): void {
    const date = headers["x-sdk-date"] ?? "";
    const time = parseSdkTime(date);
    if (Number.isNaN(time)) throw authenticationError("the X-Sdk-Date header is missing or malformed");
    if (Math.abs(serviceTime(context) - time) > MAX_AGE_MS) {
        const serverTime = new Date(serviceTime(context)).toISOString().replace(/[-:]|\.\d+/g, "");
        throw authenticationError(`Signature expired, signature time: ${date}, server time: ${serverTime}`);
    }
    const { region } = context.options;
    const [day = date.slice(0, 8), scopeRegion = ""] = scope;
    if (day !== date.slice(0, 8) || !["", region].includes(scopeRegion))
        throw authenticationError(`the scope ${scope.join("/")} does not fit, region: ${region}`);
}

/** Returns the milliseconds of a time such as 20240131T235959Z, or NaN for any other text. */
function parseSdkTime(text: string): number {
    const pattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
    return pattern.test(text) ? Date.parse(text.replace(pattern, "$1-$2-$3T$4:$5:$6Z")) : NaN;
}

/** Only X-Sdk-Date must be signed. Real clients leave the host unsigned, and add headers after the signature. */
function checkHeaders({ headers, route }: IncomingRequest, signature: Signature, options: Options): void {
    if (!signature.signedHeaders.includes("x-sdk-date"))
        throw authenticationError("verify aksk signature fail, x-sdk-date is not signed");
    const { projectId } = route;
    const header = headers["x-project-id"];
    if (projectId === undefined || header === projectId) return;
    if (header !== undefined) throw authenticationError("x-project-id is not the project of the path");
    if (options.projectIdRequired) throw authenticationError("the X-Project-Id header is missing");
}

function foreignProjectError(projectId: string): ServiceError {
    return new ServiceError("ModelArts.0210", `The project ${projectId} does not belong to the credentials.`);
}

function expiredTokenError(code: Options["expiredTokenCode"]): ServiceError {
    if (code === "APIG.0301") return authenticationError("token expires");
    return new ServiceError(code, "The token has expired.");
}
