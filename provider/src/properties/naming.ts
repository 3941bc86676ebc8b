import { idBeginningPattern } from "../modelarts/ids";
import { type Inputs, unknownValue } from "./inputs";

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

export interface NamingContext {
    /** Returns the name of the job that an interrupted run may have created for this resource with these inputs. */
    readonly interruptedName?: (newJob: Inputs) => string | undefined;
    /** Returns this number of characters of `0-9a-f`. */
    readonly randomString: (length: number) => string;
    /** The stack's configuration `pulumi:autonaming` of names that the program leaves out. */
    readonly naming?: Naming | undefined;
}

/** Returns the name that the job has. An imported job may have a name that breaks the rule for new ones. */
export function priorName(olds: Readonly<Record<string, unknown>>): string | undefined {
    const name = olds["name"];
    const isName = typeof name === "string" && /^\P{C}+$/u.test(name) && name !== unknownValue;
    return isName && olds["visualizationId"] === undefined ? name : undefined;
}

export function generateName(
    urn: string | undefined,
    newJob: Inputs,
    { randomString, interruptedName, naming }: NamingContext,
): string {
    const pendingName = interruptedName?.(newJob);
    if (pendingName !== undefined) return pendingName;
    const proposal = naming?.mode === "disable" ? undefined : naming?.name;
    if (proposal !== undefined && nameRule.accepts(proposal)) return proposal;
    const logicalName = urn?.split("::").pop() ?? "board";
    const prefix = logicalName.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 12);
    return `${prefix === "" ? "board" : prefix}-${randomString(7)}`;
}
