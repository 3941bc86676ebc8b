export type Plus = "literal" | "space";

/** Returns the parameters of a raw query, decoded, in the order in which they came. */
export function parseQuery(query: string, plus: Plus): [name: string, value: string][] {
    const pieces = query.split("&").filter((piece) => piece !== "");
    return pieces.map((piece) => {
        const [name = "", ...value] = piece.split("=");
        return [decodeComponent(name, plus), decodeComponent(value.join("="), plus)];
    });
}

export function compare(a: string | number | bigint, b: string | number | bigint): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

/** Decodes a text. Returns a text whose encoding is invalid unchanged. */
export function decodeComponent(text: string, plus: Plus = "literal"): string {
    try {
        return decodeURIComponent(plus === "space" ? text.replaceAll("+", " ") : text);
    } catch {
        return text;
    }
}
