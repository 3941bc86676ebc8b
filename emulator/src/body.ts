import type { Incoming } from "./incoming";
import { isRecord } from "./options/spec";
import { Refusal } from "./refusal";

/** The object that a request carries. Throws the Refusal that `refuse` makes of a sentence. */
export function objectIn(
    incoming: Incoming,
    refuse: (message: string) => Refusal,
): Readonly<Record<string, unknown>> {
    const type = incoming.header("content-type") ?? "";
    if (!/^application\/json\s*(;|$)/i.test(type)) throw refuse("The Content-Type must be application/json.");
    let body: unknown;
    try {
        body = JSON.parse(incoming.body.toString("utf8"));
    } catch {
        throw refuse("The request body is not valid JSON.");
    }
    if (!isRecord(body)) throw refuse("The request body must be a JSON object.");
    return body;
}

export function refuseBody(incoming: Incoming): void {
    const type = incoming.header("content-type") ?? "";
    if (incoming.body.length > 0 || /form/i.test(type))
        throw new Refusal("ModelArts.0101", "This call takes no request body.");
}
