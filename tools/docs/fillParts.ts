/** The text of each generated part of a page, by its name. */
export type Parts = Readonly<Record<string, string>>;

/**
 * The page with its generated parts replaced: what stands between `<!-- NAME -->` and `<!-- end of NAME -->`. All other
 * text stays. Throws where a part has no place in the page, or several.
 */
export function fillParts(file: string, page: string, parts: Parts): string {
    return Object.entries(parts).reduce((text, [name, part]) => {
        const place = new RegExp(`(?<=<!-- ${name} -->\n\n).*?(?=\n\n<!-- end of ${name} -->)`, "gs");
        if (text.match(place)?.length !== 1)
            throw new Error(`${file} has no place, or several, for ${name}.`);
        return text.replace(place, () => part);
    }, page);
}

/** A table of Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
    return [header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
