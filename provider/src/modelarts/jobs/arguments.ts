import * as v from "valibot";
import { describeValue } from "../describeValue";
import { ModelArtsError } from "../errors";
import type { ActionOptions, PollOptions } from "../job";
import { statuses, statusFromName } from "../status";
import { sortNames } from "./wire";

/*
 * Types of the arguments, for programs that the compiler does not check. The service decides what the values mean.
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
    status: v.optional(
        v.pipe(
            v.string(),
            v.check(
                (name) => statusFromName(name) !== undefined,
                `it must be one of ${statuses.map(({ name }) => name).join(", ")}`,
            ),
        ),
    ),
    nameContains: text,
    workspaceId: text,
    sortBy: v.optional(v.picklist(Object.keys(sortNames))),
    order: v.optional(v.picklist(["asc", "desc"])),
});

const signal = v.custom<AbortSignal>(
    (value) => typeof (value as Partial<AbortSignal> | null)?.throwIfAborted === "function",
    "it must be an AbortSignal",
);
const optionsArgument = v.object({
    signal: v.optional(signal),
    signalUntilSent: v.optional(signal),
    deadline: v.optional(v.number()),
    onRetry: v.optional(v.function()),
});

export const waitStateArgument = v.picklist(["running", "stopped", "deleted"]);
export const waitOptionsArgument = v.object({
    signal: v.optional(signal),
    // Timers of the runtime hold 31 bits of milliseconds.
    timeout: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2_000_000))),
});

/** Throws an error of kind `settings` that names the argument. */
export function assertArgument(schema: v.GenericSchema, value: unknown, operation: string): void {
    const result = v.safeParse(schema, value, { message: describeIssue });
    if (result.success) return;
    const [issue] = result.issues;
    const argumentPath = v.getDotPath(issue) ?? "the argument";
    throw new ModelArtsError({
        kind: "settings",
        operation,
        reason: `${argumentPath} is not what this call takes: ${issue.message}`,
    });
}

/** Takes the place of the library's own messages, which show the value. */
function describeIssue({ expected, input }: v.BaseIssue<unknown>): string {
    return input === undefined
        ? "it is missing"
        : `it must be ${expected ?? "valid"}, and is ${describeValue(input)}`;
}

/** Only these options of a caller reach the request. */
export function toCallOptions(
    options: PollOptions & ActionOptions,
): Omit<PollOptions & ActionOptions, "maxAgeMs"> {
    assertArgument(optionsArgument, options, "call ModelArts");
    const { signal, signalUntilSent, deadline, noRetry, onRetry } = options;
    return { signal, signalUntilSent, deadline, noRetry, onRetry };
}
