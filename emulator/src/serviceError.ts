import type { Options } from "./options/options";
import type { JsonObject } from "./json";

/** The service rejects a request with this error. */
export class ServiceError extends Error {
    constructor(
        readonly code: string,
        message: string,
        /** The envelope IAM uses has room for a status of its own. */
        readonly status = defaultStatuses[code] ?? 400,
        readonly headers: Readonly<Record<string, string>> = {},
    ) {
        super(message);
    }
}

const defaultStatuses: Readonly<Record<string, number>> = {
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

type ErrorFormatOptions = Pick<
    Options,
    "codePrefix" | "httpStatus" | "iamEnvelope" | "messageField" | "errorStatus"
>;

export function errorStatus({ code, status }: ServiceError, options: ErrorFormatOptions): number {
    const configuredStatus = options.httpStatus[withCodePrefix(code, options)] ?? options.httpStatus[code];
    if (configuredStatus !== undefined) return configuredStatus;
    return options.errorStatus === "200" && code.startsWith("ModelArts") && status !== 429 ? 200 : status;
}

export function errorBody(error: ServiceError, options: ErrorFormatOptions, requestId: string): JsonObject {
    const { code, message } = error;
    if (code.startsWith("IAM")) return iamErrorBody(error, options);
    if (code.startsWith("APIG"))
        return { error_code: withCodePrefix(code, options), error_msg: message, request_id: requestId };
    return { is_success: false, error_code: code, [options.messageField]: message };
}

function withCodePrefix(code: string, { codePrefix }: ErrorFormatOptions): string {
    return code.replace(/^APIG\./, `${codePrefix}.`);
}

const httpTitles: Readonly<Record<number, string>> = {
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
};

function iamErrorBody({ code, message, status }: ServiceError, options: ErrorFormatOptions): JsonObject {
    if (options.iamEnvelope === "new") return { error_code: code, error_msg: message };
    return { error: { code: status, message, title: httpTitles[status] ?? "Error" } };
}
