import { STATUS_CODES } from "node:http";
import type { JsonResponse } from "./json";
import type { Options } from "./options/options";

/** The service rejects a request with this error. */
export class ServiceError extends Error {
    constructor(
        readonly code: string,
        message: string,
        /** The error of IAM contains this status also where the HTTP status is another one. */
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
    "ModelArts.0202": 401,
    "ModelArts.0210": 403,
    "ModelArts.6101": 429,
    "ModelArts.6620": 401,
};

export function authenticationError(reason: string): ServiceError {
    return new ServiceError("APIG.0301", `Incorrect IAM authentication information: ${reason}`);
}

export function errorResponse(error: ServiceError, options: Options, requestId: string): JsonResponse {
    const { code, message, status, headers } = error;
    const { codePrefix, httpStatus, errorStatus, iamEnvelope, messageField } = options;
    const fullCode = code.replace(/^APIG\./, `${codePrefix}.`);
    const isHidden = errorStatus === "200" && code.startsWith("ModelArts") && status !== 429;
    const sentStatus = httpStatus[fullCode] ?? httpStatus[code] ?? (isHidden ? 200 : status);
    const respondWith = (body: JsonResponse["body"]) => ({ status: sentStatus, headers, body });
    if (code.startsWith("APIG"))
        return respondWith({ error_code: fullCode, error_msg: message, request_id: requestId });
    if (!code.startsWith("IAM"))
        return respondWith({ is_success: false, error_code: code, [messageField]: message });
    if (iamEnvelope === "new") return respondWith({ error_code: code, error_msg: message });
    return respondWith({ error: { code: status, message, title: STATUS_CODES[status] ?? "Error" } });
}
