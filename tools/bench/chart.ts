import { type ProviderKind, names, type Operation, type Subject, subjects } from "./measurement";
import type { Spread } from "./statistics";

interface Timed {
    readonly wallSeconds: Spread;
}

/** What a chart shows of one operation with so many jobs. Seconds. */
export interface Bars {
    readonly size: number;
    readonly operation: Operation;
    readonly doors: Readonly<Record<ProviderKind, Timed & { readonly ratio: number }>>;
    readonly floor: Timed;
}

const width = 760;
const left = 90;
const right = 170;
const barHeight = 11;
/** From bar to bar: the figures of one stay off the next. */
const pitch = barHeight + 2;
const rowHeight = subjects.length * pitch + 8;
const headHeight = 40;
const colours: Readonly<Record<Subject, string>> = {
    dynamic: "#1f6feb",
    plugin: "#d97706",
    floor: "#9aa4ae",
};
const legendWidths: Readonly<Record<Subject, number>> = { dynamic: 170, plugin: 110, floor: 0 };

/** An SVG picture: a panel for each number of jobs, and in it for each operation one bar of a median for each subject. */
export function chart(rows: readonly Bars[], title: string): string {
    const sizes = [...new Set(rows.map(({ size }) => size))];
    const parts: string[] = [text(12, 20, title, "bold")];
    let y = 44;
    parts.push(...legend(y));
    for (const size of sizes) {
        const panel = rows.filter((row) => row.size === size);
        y += headHeight;
        parts.push(text(12, y, size === 1 ? "1 job" : `${size} jobs`, "bold"));
        y += 12;
        const longest = Math.max(...panel.flatMap((row) => subjects.map((subject) => seconds(row, subject))));
        for (const row of panel) {
            parts.push(...bars(row, y, (width - left - right) / longest));
            y += rowHeight;
        }
    }
    const size = `width="${width}" height="${y + 12}" viewBox="0 0 ${width} ${y + 12}"`;
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
    let x = 12;
    return subjects.flatMap((subject) => {
        const words = subject === "floor" ? "the floor: a resource that only waits" : names[subject];
        const shown = [bar(x, y - barHeight + 1, 14, subject), text(x + 20, y, words)];
        x += legendWidths[subject];
        return shown;
    });
}

/** `top` is the upper edge of the first bar; the others follow below, and the figures of each stand at its end. */
function bars(row: Bars, top: number, scale: number): string[] {
    const middle = top + (subjects.length * pitch) / 2 + 4;
    return [
        text(12, middle, row.operation),
        ...subjects.flatMap((subject, index) => {
            const y = top + index * pitch;
            const length = seconds(row, subject) * scale;
            const ratio = subject === "floor" ? "" : ` = ${row.doors[subject].ratio.toFixed(2)} of the floor`;
            const figures = `${seconds(row, subject).toFixed(1)} s${ratio}`;
            return [
                bar(left, y, length, subject),
                text(left + length + 6, y + barHeight - 2, figures, "normal", 10),
            ];
        }),
    ];
}

function seconds({ doors, floor }: Bars, subject: Subject): number {
    return { ...doors, floor }[subject].wallSeconds.median;
}

function bar(x: number, y: number, length: number, subject: Subject): string {
    const size = `width="${length.toFixed(1)}" height="${barHeight}"`;
    return `<rect x="${x}" y="${y}" ${size} fill="${colours[subject]}"/>`;
}

function text(x: number, y: number, words: string, weight = "normal", size = 12): string {
    const style = `font-size="${size}" font-weight="${weight}" fill="#1f2328"`;
    return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${style}>${escaped(words)}</text>`;
}

function escaped(words: string): string {
    return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
