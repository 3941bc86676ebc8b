import * as v from "valibot";

export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
    readonly [name: string]: Json | undefined;
}

/** Is the response to one request before it is serialized. */
export interface JsonResponse {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: JsonObject;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns undefined if the text is no JSON. */
export function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** Serializes as JSON.stringify does, but a bigint becomes a bare number of any length. */
export function serialize(value: Json): string {
    if (typeof value === "bigint") return value.toString();
    if (Array.isArray(value)) return `[${value.map(serialize).join(",")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    const members = Object.entries(value as JsonObject).flatMap(([name, member]) =>
        member === undefined ? [] : [`${JSON.stringify(name)}:${serialize(member)}`],
    );
    return `{${members.join(",")}}`;
}

/** Reads an object of the control API. Throws a TypeError that names the invalid field. */
export function readObject<T>(schema: v.GenericSchema<unknown, T>, value: unknown, noun: string): T {
    if (!isRecord(value)) throw new TypeError(`A ${noun} is an object.`);
    const result = v.safeParse(schema, value, { abortEarly: true });
    if (result.success) return result.output;
    const [issue] = result.issues;
    const field = v.getDotPath(issue) ?? "";
    if (issue.expected === "never") throw new TypeError(`A ${noun} has no ${field} that could be set.`);
    if (issue.received === "undefined") throw new TypeError(`A ${noun} needs ${field}.`);
    throw new TypeError(`This ${field} does not fit. ${issue.message}.`);
}
