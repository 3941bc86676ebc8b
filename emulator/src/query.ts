export type Plus = "literal" | "space";

/** The parameters of a raw query, decoded, in the order in which they came. */
export function parseQuery(query: string, plus: Plus): [name: string, value: string][] {
    const pieces = query.split("&").filter((piece) => piece !== "");
    return pieces.map((piece) => {
        const equals = piece.indexOf("=");
        const [name, value] = equals < 0 ? [piece, ""] : [piece.slice(0, equals), piece.slice(equals + 1)];
        return [decodeComponent(name, plus), decodeComponent(value, plus)];
    });
}

/** Returns text whose encoding is invalid unchanged. */
export function decodeComponent(encoded: string, plus: Plus = "literal"): string {
    try {
        return decodeURIComponent(plus === "space" ? encoded.replaceAll("+", " ") : encoded);
    } catch {
        return encoded;
    }
}
