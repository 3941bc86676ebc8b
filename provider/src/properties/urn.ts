/* Parts of a URN, which has the form urn:pulumi:STACK::PROJECT::TYPE::NAME. */

/** Returns the name of Pulumi's project; empty where the URN is missing, or is none. */
export function projectOfUrn(urn: string | undefined): string {
    return urn?.split("::")[1] ?? "";
}

/** Returns the name of the resource in the program. */
export function logicalNameOfUrn(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}
