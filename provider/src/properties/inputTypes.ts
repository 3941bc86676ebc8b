import { isInput, rules } from "./rules";

/** Texts that may consist of digits. */
const digitTexts = [
    "visualizationId",
    "id",
    "name",
    "nameContains",
    "description",
    "projectId",
    "workspaceId",
];

/**
 * Returns the value of an input, or of an argument of a lookup, in its own type. YAML and configuration give a number
 * for an ID or a name of digits, and text for a number or a boolean. A number from 2^53 on has lost digits, and a
 * fraction may have: it stays as it is, and breaks the rule.
 */
export function toInputType(name: string, value: unknown): unknown {
    if (digitTexts.includes(name)) return Number.isSafeInteger(value) ? String(value) : value;
    switch (isInput(name) ? rules[name].type : undefined) {
        case "integer":
            return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
        case "boolean":
            return value === "true" ? true : value === "false" ? false : value;
        default:
            return value;
    }
}
