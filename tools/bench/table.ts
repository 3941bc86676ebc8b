/** A table as Markdown and terminals show it. The first columns stand left, those of figures right. */
export interface Table {
    readonly title: string;
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** How many columns are words. */
    readonly words: number;
}

/** In columns of one width, for a terminal. */
export function aligned({ header, rows, words }: Table): string {
    const widths = header.map((name, column) =>
        Math.max(name.length, ...rows.map((row) => (row[column] ?? "").length)),
    );
    const line = (cells: readonly string[]): string =>
        widths
            .map((width, column) => {
                const cell = cells[column] ?? "";
                return column < words ? cell.padEnd(width) : cell.padStart(width);
            })
            .join("  ")
            .trimEnd();
    return [header, ...rows].map(line).join("\n");
}

export function markdown({ header, rows, words }: Table): string {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    const rule = header.map((_, column) => (column < words ? "---" : "--:"));
    return [header, rule, ...rows].map(line).join("\n");
}
