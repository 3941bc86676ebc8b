import * as v from "valibot";
import { accountOptions } from "./account";
import { behaviourOptions } from "./behaviour";
import { editionOptions, editions, type EditionName } from "./edition";
import { amount, choice, type Spec } from "./spec";

const throttleCodes = ["APIG.0308", "APIGW.0308", "ModelArts.6101"] as const;

export const groups = {
    Account: accountOptions,
    Jobs: behaviourOptions,
    Edition: {
        edition: choice(
            Object.keys(editions) as EditionName[],
            "huawei-2025",
            "sets all options of this group; single ones go on top",
        ),
        ...editionOptions,
    },
    Limits: {
        rateLimit: amount(0, "N", "ModelArts calls a second; 0: as many as come"),
        iamRateLimit: amount(0, "N", "IAM calls a second; 0: as many as come"),
        throttleCode: choice(throttleCodes, "APIG.0308", "error code above the rate limit"),
        retryAfter: choice(["seconds", "date", "absent"], "seconds", "how Retry-After is written then"),
        retryAfterSeconds: amount(1, "SECONDS", "and when it is", { whole: true }),
        keepAlive: amount(0, "MILLISECONDS", "after this an idle connection is closed; 0: never"),
    },
};

const specs = { ...groups.Account, ...groups.Jobs, ...groups.Edition, ...groups.Limits };

export type Options = { [K in keyof typeof specs]: (typeof specs)[K]["initial"] };

export function initialOptions(): Options {
    return initialValues(specs) as Options;
}

function initialValues(group: Readonly<Record<string, Spec<unknown>>>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(group).map(([name, { initial }]) => [name, initial]));
}

/**
 * Changes `options` in place; an edition comes before the single options that are given with it. Throws a
 * TypeError that names the option which is unknown or has a wrong value, and then changes nothing.
 */
export function applyOptions(options: Options, changes: Readonly<Record<string, unknown>>): void {
    const entries = Object.entries(changes).map(([name, value]) => [name, readOption(name, value)]);
    const validChanges = Object.fromEntries(entries) as Partial<Options>;
    const { edition } = validChanges;
    if (edition !== undefined) Object.assign(options, initialValues(editionOptions), editions[edition]);
    Object.assign(options, validChanges);
    if (options.projectName === "") options.projectName = options.region;
}

function readOption(name: string, value: unknown): unknown {
    const spec = Object.entries<Spec<unknown>>(specs).find(([one]) => one === name)?.[1];
    if (!spec) throw new TypeError(`There is no option ${name}.`);
    const result = v.safeParse(spec.schema, value);
    if (!result.success) throw new TypeError(`Option ${name} ${result.issues[0].message}.`);
    return result.output;
}
