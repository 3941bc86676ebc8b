import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The root of this repository. */
export const root = path.resolve(__dirname, "..", "..");

export interface Heading {
    readonly level: number;
    readonly text: string;
    /** What a link to it has behind the `#`. */
    readonly anchor: string;
}

export interface Block {
    readonly language: string;
    readonly text: string;
    /** Of its first line, from 1. */
    readonly line: number;
    /** The text of the heading it stands under. */
    readonly under: string;
}

/** Cells as they are written, without the blanks around them. */
export interface Table {
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly under: string;
}

export interface Document {
    /** From the root, with `/`. */
    readonly file: string;
    readonly text: string;
    readonly headings: readonly Heading[];
    /** All that links can go to: headings, and `<a id="…">`. */
    readonly anchors: readonly string[];
    readonly blocks: readonly Block[];
    readonly tables: readonly Table[];
    readonly links: readonly string[];
    /** What stands between backticks in running text. */
    readonly spans: readonly string[];
}

const ignoredFolders = /^(node_modules|dist|coverage|sdks|\..+)$/;

/** Every document of the repository, by its path. */
export function documents(folder = ""): string[] {
    return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const name = path.posix.join(folder, entry.name);
        if (entry.isDirectory()) return ignoredFolders.test(entry.name) ? [] : documents(name);
        return entry.name.endsWith(".md") ? [name] : [];
    });
}

export function readDocument(file: string): Document {
    return parse(file, readFileSync(path.join(root, file), "utf8"));
}

/** As much of Markdown as the documents here use. */
export function parse(file: string, text: string): Document {
    const headings: Heading[] = [];
    const blocks: Block[] = [];
    const tables: { header: string[]; rows: string[][]; under: string }[] = [];
    const prose: string[] = [];
    let block: { language: string; lines: string[]; line: number } | undefined;
    let previousLine = "";
    for (const [index, line] of text.split("\n").entries()) {
        const under = headings.at(-1)?.text ?? "";
        const fence = /^```(\S*)/.exec(line);
        if (fence !== null && block === undefined) {
            block = { language: fence[1] ?? "", lines: [], line: index + 2 };
        } else if (fence !== null && block !== undefined) {
            blocks.push({
                language: block.language,
                text: block.lines.join("\n"),
                line: block.line,
                under,
            });
            block = undefined;
        } else if (block !== undefined) {
            block.lines.push(line);
        } else {
            const heading = /^(#{1,6}) +(.*?) *$/.exec(line);
            if (heading !== null) headings.push(headingOf(heading, headings));
            if (line.startsWith("|")) {
                if (previousLine.startsWith("|")) tables.at(-1)?.rows.push(splitRow(line));
                else tables.push({ header: splitRow(line), rows: [], under });
            }
            prose.push(line);
        }
        previousLine = block === undefined ? line : "";
    }
    if (block !== undefined) throw new Error(`${file}: the block at line ${block.line} does not end.`);
    const running = prose.join("\n");
    const plain = running.replace(/`[^`\n]*`/g, "");
    return {
        file,
        text,
        headings,
        anchors: [...headings.map(({ anchor }) => anchor), ...matchAll(/<a id="([^"]+)">/g, plain)],
        blocks,
        // The second line of a table only says that it is one.
        tables: tables.map(({ rows, ...table }) => ({ ...table, rows: rows.slice(1) })),
        links: matchAll(/\]\(([^)\s]+)\)/g, plain),
        spans: matchAll(/`([^`\n]+)`/g, running),
    };
}

/** The words of one kind of code in a cell. */
export function codesIn(cell: string): string[] {
    return matchAll(/`([^`]+)`/g, cell);
}

function matchAll(pattern: RegExp, text: string): string[] {
    return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

function splitRow(line: string): string[] {
    return line
        .trim()
        .replace(/^\||\|$/g, "")
        .split("|")
        .map((cell) => cell.trim());
}

function headingOf(
    [, marks = "", text = ""]: RegExpExecArray,
    previousHeadings: readonly Heading[],
): Heading {
    const base = text
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
        .replace(/ /g, "-");
    const duplicates = previousHeadings.filter(({ anchor }) => anchor.replace(/-\d+$/, "") === base).length;
    return { level: marks.length, text, anchor: duplicates === 0 ? base : `${base}-${duplicates}` };
}
