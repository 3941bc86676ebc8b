import * as v from "valibot";
import { isRecord, type Json, readObject } from "../json";
import { callNames } from "../route";

const optional = v.exactOptional;
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const time = v.pipe(v.number(), v.minValue(0));
const status = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599));

function isPattern(source: string): boolean {
    try {
        return new RegExp(source) instanceof RegExp;
    } catch {
        return false;
    }
}

/** Selects requests; every field that is present must match. */
const matchSchema = v.strictObject({
    call: optional(v.picklist(callNames)),
    method: optional(v.string()),
    /** This regular expression has to match the path with the query as they come over the wire. */
    path: optional(v.pipe(v.string(), v.check(isPattern, "Invalid regular expression"))),
    jobId: optional(v.string()),
    /** The request comes on a connection that has carried one before (true), or on a new connection (false). */
    reused: optional(v.boolean()),
});
export type Match = Readonly<v.InferOutput<typeof matchSchema>>;

const trigger = {
    /** @defaultValue every request */
    match: optional(matchSchema),
    /** The fault applies from this matching request on, counted since it was set. @defaultValue 1 */
    nth: optional(count),
    /** The fault applies to so many matching requests in a row. @defaultValue 1 */
    times: optional(v.union([v.literal("always"), count])),
    /** Says whether the call is carried out nevertheless. @defaultValue depends on the kind */
    carryOut: optional(v.boolean()),
};

/** A body that is a string is sent unchanged, any other as JSON. */
const cannedResponse = v.object({
    status,
    body: optional(v.custom<Json>(() => true)),
    headers: optional(v.record(v.string(), v.string())),
});

const schemaOf = <const K extends string, E extends v.ObjectEntries>(kind: K, fields: E) =>
    v.strictObject({ ...trigger, kind: v.literal(kind), ...fields });

const faultSchema = v.variant("kind", [
    schemaOf("response", { response: cannedResponse }),
    /** The connection is reset, and nothing was done. */
    schemaOf("reset-before", {}),
    /** The connection is reset after the call was carried out. */
    schemaOf("reset-after", {}),
    /** The request never gets a response. */
    schemaOf("no-response", {}),
    /** Sends the headers, then one space every `interval` milliseconds without an end. @defaultValue 300 */
    schemaOf("slow-body", { interval: optional(time) }),
    /** Announces the full length, sends half of the bytes, then closes the connection. */
    schemaOf("truncated", {}),
    /** The HTTP response is complete, and its JSON ends in the middle. */
    schemaOf("truncated-json", {}),
    schemaOf("html", { status: optional(status) }),
    schemaOf("redirect", { location: v.string(), status: optional(status) }),
    /** The response has HTTP status 200 (or another) and no body. */
    schemaOf("empty", { status: optional(status) }),
    /** The call is carried out, and its response sent, after so many seconds. */
    schemaOf("delay", { seconds: time }),
]);

export type Fault = Readonly<v.InferOutput<typeof faultSchema>>;
export type FaultKind = Fault["kind"];

type WithoutTrigger<F> = F extends Fault ? Omit<F, keyof typeof trigger> : never;
/** Describes a fault without the requests to which it applies. */
export type Effect = WithoutTrigger<Fault>;

/** A fault that has a response needs no kind. */
export type FaultSpec =
    Fault | (Omit<Extract<Fault, { kind: "response" }>, "kind"> & { readonly kind?: undefined });

export interface FaultView {
    readonly fault: Fault;
    /** Counts the requests that matched; `applied` counts those to which the fault applied. */
    matched: number;
    applied: number;
}

/** Reads a fault from JSON. Throws a TypeError that names the invalid field. */
export function readFault(value: unknown): Fault {
    const fault = isRecord(value) && value.kind === undefined ? { ...value, kind: "response" } : value;
    return readObject(faultSchema, fault, "fault of this kind");
}

const carriedOutKinds: readonly FaultKind[] = ["reset-after", "truncated", "truncated-json", "delay"];

export function isCarriedOut(fault: Fault): boolean {
    return fault.carryOut ?? carriedOutKinds.includes(fault.kind);
}
