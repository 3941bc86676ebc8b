export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
    readonly [name: string]: Json | undefined;
}

/** As JSON.stringify, but a bigint becomes a bare number of any length. */
export function serialize(value: Json): string {
    if (typeof value === "bigint") return value.toString();
    if (Array.isArray(value)) return `[${value.map(serialize).join(",")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    const members = Object.entries(value as JsonObject).flatMap(([name, member]) =>
        member === undefined ? [] : [`${JSON.stringify(name)}:${serialize(member)}`],
    );
    return `{${members.join(",")}}`;
}
