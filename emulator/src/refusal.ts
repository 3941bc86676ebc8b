import type { Options } from "./options/options";
import type { JsonObject } from "./json";

/** What the service answers in place of doing what was asked. */
export class Refusal extends Error {
    constructor(
        readonly code: string,
        message: string,
        /** The envelope IAM uses has room for a status of its own. */
        readonly status = statuses[code] ?? 400,
        readonly headers: Readonly<Record<string, string>> = {},
    ) {
        super(message);
    }
}

const statuses: Readonly<Record<string, number>> = {
    "APIG.0101": 404,
    "APIG.0301": 401,
    "APIG.0307": 401,
    "APIG.0308": 429,
    "APIGW.0308": 429,
    "ModelArts.0015": 404,
    "ModelArts.0202": 401,
    "ModelArts.0210": 403,
    "ModelArts.6101": 429,
    "ModelArts.6620": 401,
};

type Wording = Pick<Options, "codePrefix" | "httpStatus" | "iamEnvelope" | "messageField" | "refusals">;

export function refusalStatus({ code, status }: Refusal, options: Wording): number {
    const chosen = options.httpStatus[spelled(code, options)] ?? options.httpStatus[code];
    if (chosen !== undefined) return chosen;
    return options.refusals === "200" && code.startsWith("ModelArts") && status !== 429 ? 200 : status;
}

export function refusalBody(refusal: Refusal, options: Wording, requestId: string): JsonObject {
    const { code, message } = refusal;
    if (code.startsWith("IAM")) return iamBody(refusal, options);
    if (code.startsWith("APIG"))
        return { error_code: spelled(code, options), error_msg: message, request_id: requestId };
    return { is_success: false, error_code: code, [options.messageField]: message };
}

function spelled(code: string, { codePrefix }: Wording): string {
    return code.replace(/^APIG\./, `${codePrefix}.`);
}

const titles: Readonly<Record<number, string>> = {
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
};

function iamBody({ code, message, status }: Refusal, options: Wording): JsonObject {
    if (options.iamEnvelope === "new") return { error_code: code, error_msg: message };
    return { error: { code: status, message, title: titles[status] ?? "Error" } };
}
