import type { Operation } from "./measurement";
import type { Spread } from "./statistics";

/** What a chart shows of one operation with so many jobs. Seconds. */
export interface Bars {
    readonly size: number;
    readonly operation: Operation;
    readonly ours: { readonly wallSeconds: Spread };
    readonly floor: { readonly wallSeconds: Spread };
    readonly ratio: number;
}

const width = 760;
const left = 90;
const right = 170;
const barHeight = 11;
const rowHeight = 2 * barHeight + 8;
const headHeight = 34;
const colours = { ours: "#1f6feb", floor: "#9aa4ae" } as const;

/** An SVG picture: a panel for each number of jobs, and in it for each operation two bars of medians. */
export function chart(rows: readonly Bars[], title: string): string {
    const sizes = [...new Set(rows.map(({ size }) => size))];
    const parts: string[] = [text(12, 20, title, "bold")];
    let y = 44;
    parts.push(...legend(y));
    for (const size of sizes) {
        const panel = rows.filter((row) => row.size === size);
        y += headHeight;
        parts.push(text(12, y, size === 1 ? "1 job" : `${size} jobs`, "bold"));
        const longest = Math.max(
            ...panel.flatMap((row) => [row.ours, row.floor].map((one) => one.wallSeconds.median)),
        );
        for (const row of panel) {
            y += rowHeight;
            parts.push(...bars(row, y, (width - left - right) / longest));
        }
    }
    const size = `width="${width}" height="${y + 24}" viewBox="0 0 ${width} ${y + 24}"`;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12" role="img">`,
        `<title>${escaped(title)}</title>`,
        `<rect width="100%" height="100%" fill="#ffffff"/>`,
        ...parts,
        "</svg>",
        "",
    ].join("\n");
}

function legend(y: number): string[] {
    const label = { ours: "the resource", floor: "the floor: a resource that only waits" };
    return (["ours", "floor"] as const).flatMap((side, index) => {
        const x = 12 + index * 120;
        return [bar(x, y - barHeight + 1, 14, side), text(x + 20, y, label[side])];
    });
}

/** `y` is where the words of the row stand; the bars are beside them, one above the other. */
function bars({ operation, ours, floor, ratio }: Bars, y: number, scale: number): string[] {
    const top = y - barHeight - 4;
    const seconds = `${ours.wallSeconds.median.toFixed(1)} s / ${floor.wallSeconds.median.toFixed(1)} s`;
    return [
        text(12, y, operation),
        bar(left, top, ours.wallSeconds.median * scale, "ours"),
        bar(left, top + barHeight, floor.wallSeconds.median * scale, "floor"),
        text(width - right + 12, y, `${seconds} = ${ratio.toFixed(2)}`),
    ];
}

function bar(x: number, y: number, length: number, side: keyof typeof colours): string {
    return `<rect x="${x}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" fill="${colours[side]}"/>`;
}

function text(x: number, y: number, words: string, weight = "normal"): string {
    return `<text x="${x}" y="${y}" font-weight="${weight}" fill="#1f2328">${escaped(words)}</text>`;
}

function escaped(words: string): string {
    return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
