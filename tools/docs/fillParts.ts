/** Maps the name of each generated part of a page to its text. */
export type Parts = Readonly<Record<string, string>>;

/** Replaces the text between `<!-- NAME -->` and `<!-- end of NAME -->`. Throws unless each part is there once. */
export function fillParts(file: string, page: string, parts: Parts): string {
    return Object.entries(parts).reduce((text, [name, part]) => {
        const place = new RegExp(`(?<=<!-- ${name} -->\n\n).*?(?=\n\n<!-- end of ${name} -->)`, "gs");
        if (text.match(place)?.length !== 1)
            throw new Error(`${file} has no place, or several, for ${name}.`);
        return text.replace(place, () => part);
    }, page);
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
    return [header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
