/*
 * This file writes values into messages about a violated rule. Any text may be secret, and the provider does not know which
 * one is: its message describes the text, and quotes only what is never secret.
 */
import { toOneLine } from "./errors";

/** Returns whether a valid text may begin with this one. */
export type IsBeginning = (text: string) => boolean;

/** Returns a value that is never secret, on one line and shortened. */
export function quote(value: unknown): string {
    const text = stringify(value);
    const line = toOneLine(text, 80);
    return text.length > 80 ? `${line} (${text.length} characters)` : line;
}

/** Returns a number or boolean as it is; of text the length, and the first character after which no text is valid. */
export function describeValue(value: unknown, isBeginning: IsBeginning = () => true): string {
    switch (typeof value) {
        case "string":
            return describeText(Array.from(value), isBeginning);
        case "number":
        case "boolean":
        case "undefined":
            return String(value);
        case "object":
            return value === null ? "null" : Array.isArray(value) ? "an array" : "an object";
        default:
            return `a ${typeof value}`;
    }
}

function describeText(characters: readonly string[], isBeginning: IsBeginning): string {
    if (characters.length === 0) return "empty text";
    const length = `text of ${characters.length} character${characters.length === 1 ? "" : "s"}`;
    const isValidUpTo = (count: number) => isBeginning(characters.slice(0, count).join(""));
    if (isValidUpTo(characters.length)) return length;
    let [valid, invalid] = [0, characters.length];
    while (invalid - valid > 1) {
        const middle = Math.floor((valid + invalid) / 2);
        if (isValidUpTo(middle)) valid = middle;
        else invalid = middle;
    }
    return `${length}, and character ${invalid} (${describeCharacter(characters[valid] ?? "")}) does not fit`;
}

function describeCharacter(character: string): string {
    if (/^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(character)) return `"${character}"`;
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function stringify(value: unknown): string {
    try {
        return JSON.stringify(value) || String(value);
    } catch {
        return `of type ${typeof value}`;
    }
}
