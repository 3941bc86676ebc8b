import type { IncomingRequest } from "./incomingRequest";
import { isRecord } from "./options/spec";
import { ServiceError } from "./serviceError";

/** Reads the JSON object in the body of a request. Throws the error that `toError` makes of a message. */
export function readJsonObject(
    incoming: IncomingRequest,
    toError: (message: string) => ServiceError,
): Readonly<Record<string, unknown>> {
    const type = incoming.header("content-type") ?? "";
    if (!/^application\/json\s*(;|$)/i.test(type))
        throw toError("The Content-Type must be application/json.");
    let body: unknown;
    try {
        body = JSON.parse(incoming.body.toString("utf8"));
    } catch {
        throw toError("The request body is not valid JSON.");
    }
    if (!isRecord(body)) throw toError("The request body must be a JSON object.");
    return body;
}

export function rejectBody(incoming: IncomingRequest): void {
    const type = incoming.header("content-type") ?? "";
    if (incoming.body.length > 0 || /form/i.test(type))
        throw new ServiceError("ModelArts.0101", "This call takes no request body.");
}
