import * as v from "valibot";
import { ModelArtsError } from "../errors";
import { sortNames } from "./wire";

/*
 * What a program without types may get wrong in a call. What the values mean is for the service to judge.
 */

const text = v.optional(v.string());

export const specArgument = v.object({
    name: v.string(),
    trainUrl: v.string(),
    description: text,
    jobType: text,
    flavor: text,
    autoStopHours: v.optional(v.pipe(v.number(), v.finite())),
});

export const changeArgument = v.object({ description: v.string() });

export const queryArgument = v.object({
    status: v.optional(v.pipe(v.number(), v.safeInteger())),
    nameContains: text,
    workspaceId: text,
    sortBy: v.optional(v.picklist(Object.keys(sortNames))),
    order: v.optional(v.picklist(["asc", "desc"])),
});

const signal = v.custom<AbortSignal>(
    (value) => typeof (value as Partial<AbortSignal> | null)?.throwIfAborted === "function",
    "Invalid type: Expected AbortSignal",
);
export const optionsArgument = v.object({ signal: v.optional(signal), deadline: v.optional(v.number()) });

/** Throws a `settings` failure that names the argument; nothing was sent. */
export function assertArgument(schema: v.GenericSchema, value: unknown, operation: string): void {
    const result = v.safeParse(schema, value);
    if (result.success) return;
    const [issue] = result.issues;
    const argumentPath = v.getDotPath(issue) ?? "the argument";
    throw new ModelArtsError({
        kind: "settings",
        operation,
        reason: `${argumentPath} is not what this call takes (${issue.message})`,
    });
}
