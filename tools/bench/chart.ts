/** Describes a chart of bars, or of a line for each name. */
interface Chart {
    readonly title: string;
    readonly categories: readonly string[];
    readonly unit: string;
    readonly lines?: Readonly<Record<string, readonly number[]>>;
    readonly bars?: readonly number[];
}

/** Returns a chart in Markdown that GitHub draws. */
export function drawChart({ title, categories, unit, lines = {}, bars }: Chart): string {
    const values = [...Object.values(lines).flat(), ...(bars ?? [])];
    const list = (items: readonly (string | number)[]): string => `[${items.join(", ")}]`;
    return [
        "```mermaid",
        "xychart-beta",
        `    title "${title}"`,
        `    x-axis ${list(categories.map((category) => `"${category}"`))}`,
        `    y-axis "${unit}" 0 --> ${Math.ceil(Math.max(1, ...values) * 1.1)}`,
        ...Object.entries(lines).map(([name, line]) => `    line "${name}" ${list(line)}`),
        ...(bars === undefined ? [] : [`    bar ${list(bars)}`]),
        "```",
    ].join("\n");
}
