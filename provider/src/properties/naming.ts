const namePattern = /^[A-Za-z0-9_-]{1,20}$/;

/** What the name of a job must be. */
export const nameRule = {
    must: "1 to 20 characters of A-Z a-z 0-9 _ -",
    holds: (value: unknown): value is string => typeof value === "string" && namePattern.test(value),
};

/** `propose`: another name may be taken where this one breaks the rule. `disable`: the program has to name each job. */
export type Naming =
    { readonly mode: "propose" | "enforce"; readonly name: string } | { readonly mode: "disable" };

export interface NamingContext {
    /** Of the job that an interrupted run may have made for this resource. */
    readonly interruptedName?: (urn: string | undefined) => string | undefined;
    /** This many characters of `0-9a-f`. */
    readonly random: (length: number) => string;
    /** What the stack's configuration `pulumi:autonaming` says of names that the program leaves out. */
    readonly naming?: Naming | undefined;
}

export function earlierName(olds: Readonly<Record<string, unknown>>): string | undefined {
    const name = olds["name"];
    const ours = nameRule.holds(name) && olds["visualizationId"] === undefined;
    return ours ? name : undefined;
}

export function automaticName(
    urn: string | undefined,
    { random, interruptedName, naming }: NamingContext,
): string {
    const interrupted = interruptedName?.(urn);
    if (interrupted !== undefined) return interrupted;
    const proposed = naming?.mode === "disable" ? undefined : naming?.name;
    if (proposed !== undefined && nameRule.holds(proposed)) return proposed;
    const logical = urn?.split("::").pop() ?? "board";
    const letters = logical.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 12);
    return `${letters === "" ? "board" : letters}-${random(7)}`;
}
