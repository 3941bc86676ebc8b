import { idBeginningPattern } from "../modelarts/ids";
import { unknownValue } from "./inputs";
import { logicalNameOfUrn } from "./urn";

const namePattern = /^[A-Za-z0-9_-]{1,20}$/;

/** Rule for the name of a job. */
export const nameRule = {
    requirement: "1 to 20 characters of A-Z a-z 0-9 _ -",
    accepts: (value: unknown): value is string => typeof value === "string" && namePattern.test(value),
    isBeginning: (text: string) => idBeginningPattern.test(text),
};

/** `propose`: a name that breaks the rule is replaced. `disable`: the program must name each job. */
export type Naming =
    { readonly mode: "propose" | "enforce"; readonly name: string } | { readonly mode: "disable" };

/** Returns the name that the job has. An imported job may have a name that breaks the rule for new ones. */
export function priorName(olds: Readonly<Record<string, unknown>>): string | undefined {
    const name = olds["name"];
    const isName = typeof name === "string" && /^\P{C}+$/u.test(name) && name !== unknownValue;
    return isName && olds["visualizationId"] === undefined ? name : undefined;
}

/** Returns the name that the stack's configuration `pulumi:autonaming` gives, where it is valid. */
export function proposedName(naming: Naming | undefined): string | undefined {
    const proposal = naming?.mode === "disable" ? undefined : naming?.name;
    return nameRule.accepts(proposal) ? proposal : undefined;
}

/** Number of random characters of an automatic name. */
export const randomPartLength = 7;

/** Returns the name of the resource in the program, with random characters. */
export function automaticName(urn: string | undefined, randomPart: string): string {
    const logicalName = urn === undefined || urn === unknownValue ? "" : logicalNameOfUrn(urn);
    const prefix = logicalName.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 12);
    return `${prefix === "" ? "board" : prefix}-${randomPart}`;
}
