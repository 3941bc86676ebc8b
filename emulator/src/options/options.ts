import { accountOptions } from "./account";
import { behaviourOptions } from "./behaviour";
import { apiVariantOptions } from "./apiVariantOptions";
import { limitOptions } from "./limit";
import { apiVariants } from "./apiVariants";
import { choice, type Spec } from "./spec";

export const groups = {
    Account: accountOptions,
    Jobs: behaviourOptions,
    Dialect: {
        dialect: choice(["huawei", "otc"], "huawei", "sets all switches of this group; others go on top"),
        ...apiVariantOptions,
    },
    Limits: limitOptions,
};

const specs = { ...groups.Account, ...groups.Jobs, ...groups.Dialect, ...groups.Limits };

export type OptionName = keyof typeof specs;
export type Options = { [K in OptionName]: (typeof specs)[K]["initial"] };

export function initialOptions(): Options {
    const entries = Object.entries(specs).map(([name, spec]) => [name, spec.initial]);
    return Object.fromEntries(entries) as Options;
}

/**
 * Reads options that came as JSON. Throws a TypeError that names the option which is unknown or has a wrong
 * value.
 */
function checkOptions(values: Readonly<Record<string, unknown>>): Partial<Options> {
    const entries = Object.entries(values).map(([name, value]) => {
        const spec: Spec<unknown> | undefined = Object.hasOwn(specs, name)
            ? specs[name as OptionName]
            : undefined;
        if (!spec) throw new TypeError(`There is no option ${name}.`);
        try {
            return [name, spec.check(value)];
        } catch (error) {
            throw new TypeError(`Option ${name} ${(error as Error).message}.`);
        }
    });
    return Object.fromEntries(entries) as Partial<Options>;
}

/** Changes `options` in place; a dialect comes before the single switches that are given with it. */
export function applyOptions(options: Options, changes: Readonly<Record<string, unknown>>): void {
    const validChanges = checkOptions(changes);
    const preset = validChanges.dialect === undefined ? {} : apiVariants[validChanges.dialect];
    Object.assign(options, preset, validChanges);
    if (options.projectName === "") options.projectName = options.region;
}
