import { toOneLine } from "../modelarts/errors";

/** A value for the message of a violated rule: on one line, and shortened. */
export function quote(value: unknown): string {
    const text = stringify(value);
    const line = toOneLine(text, 80);
    return text.length > 80 ? `${line} (${text.length} characters)` : line;
}

function stringify(value: unknown): string {
    try {
        return JSON.stringify(value) || String(value);
    } catch {
        return `of type ${typeof value}`;
    }
}
