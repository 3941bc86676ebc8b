import * as v from "valibot";
import { describeValue, quote } from "../modelarts/describeValue";
import { ModelArtsError } from "../modelarts/errors";
import { statuses, statusFromName } from "../modelarts/status";
import { toInputType } from "../properties/inputTypes";

/*
 * Schemas of the arguments of a lookup. The API client checks what it gets of them, and the service decides what the other
 * values mean.
 */

const text = v.optional(v.string());
const locationArguments = { region: text, projectId: text };

export const jobArguments = v.object({ visualizationId: text, id: text, name: text, ...locationArguments });

const states: readonly string[] = [...new Set(statuses.map(({ state }) => state))];

export const jobsArguments = v.pipe(
    v.object({ state: text, status: text, ...locationArguments }),
    v.forward(
        v.check(
            ({ status }) => status === undefined || statusFromName(status) !== undefined,
            ({ input }) => `the service has no such status: it is ${describeValue(input.status)}`,
        ),
        ["status"],
    ),
    v.forward(
        v.check(
            ({ state }) => state === undefined || states.includes(state),
            ({ input }) => `there is no state ${quote(input.state)}`,
        ),
        ["state"],
    ),
);

/** Hints for a text that is none of the possible ones. */
const hints: Readonly<Record<string, string>> = {
    status: `It has ${statuses.map(({ name }) => name).join(", ")}.`,
    state: `There are ${states.join(", ")}.`,
};

/** YAML and configuration give a number for an ID or a name of digits. */
export function toArgumentTypes<T extends object>(args: T): T {
    if (typeof args !== "object" || (args as T | null) === null) return args;
    return Object.fromEntries(
        Object.entries(args).map(([name, value]) => [name, toInputType(name, value)]),
    ) as T;
}

/**
 * Throws an error of kind `settings` that names the argument. A program without types may hand over anything, such as an
 * output that is not known yet.
 */
export function assertArguments(schema: v.GenericSchema, args: unknown, operation: string): void {
    const result = v.safeParse(schema, args);
    if (result.success) return;
    const [issue] = result.issues;
    const name = v.getDotPath(issue);
    if (issue.kind === "validation")
        throw new ModelArtsError({
            kind: "settings",
            operation,
            reason: issue.message,
            hint: hints[name ?? ""],
        });
    const reason = name === null ? "the argument is not an object" : `${name} is not text`;
    const hint = "For values that are known later there is the form of this function that ends in Output.";
    throw new ModelArtsError({ kind: "settings", operation, reason, hint });
}
