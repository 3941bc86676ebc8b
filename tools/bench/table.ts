import type { Spread } from "./statistics";

/** A Markdown table under a heading, aligned for a terminal too. Empty text if there are no rows. */
export function table(
    title: string,
    header: readonly string[],
    rows: readonly (readonly string[])[],
): string {
    if (rows.length === 0) return "";
    const widths = header.map((name, column) =>
        Math.max(name.length, 3, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    // The last column is not padded, since its texts may be long.
    const line = (cells: readonly string[]): string =>
        `| ${cells.map((cell, i) => (i < cells.length - 1 ? cell.padEnd(widths[i] ?? 0) : cell)).join(" | ")} |`;
    return `### ${title}\n\n${[header, widths.map(() => "---"), ...rows].map(line).join("\n")}`;
}

export function number(value: number | undefined, digits: number): string {
    return value === undefined || !Number.isFinite(value) ? "-" : value.toFixed(digits);
}

/** The median, and the least and the most in brackets if there are several values. */
export function range(values: Spread | undefined, digits: number): string {
    if (values === undefined) return "-";
    const [min, median, max] = [values.min, values.median, values.max].map((value) => number(value, digits));
    return values.count < 2 ? `${median}` : `${median} (${min}–${max})`;
}

export function megabytes(bytes = NaN): string {
    return number(bytes / 1e6, 0);
}

export function kilobytes(bytes = NaN): string {
    return number(bytes / 1e3, 2);
}

export function calls(requests: Readonly<Record<string, number>>): string {
    return (
        Object.entries(requests)
            .map(([call, count]) => `${count} ${call}`)
            .join(", ") || "-"
    );
}

export const each = (values: readonly string[]): string => values.join(" / ");
