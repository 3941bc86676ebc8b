import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../repository";

export interface Heading {
    readonly level: number;
    readonly text: string;
    /** The part of a link to it behind the `#`. */
    readonly anchor: string;
}

export interface Block {
    readonly language: string;
    readonly text: string;
    /** The number of its first line, from 1. */
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
    /** The texts between backticks in running text. */
    readonly spans: readonly string[];
}

const ignoredFolders = /^(node_modules|dist|coverage|release|\..+)$/;
/** Folders that a user makes in an example. */
const sdksOfExamples = /^examples\/[^/]+\/sdks$/;

/** Every document of the repository, by its path. */
export function documents(folder = ""): string[] {
    return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const name = path.posix.join(folder, entry.name);
        const isIgnored = ignoredFolders.test(entry.name) || sdksOfExamples.test(name);
        if (entry.isDirectory()) return isIgnored ? [] : documents(name);
        return entry.name.endsWith(".md") ? [name] : [];
    });
}

export function readDocument(file: string): Document {
    return parse(file, readFileSync(path.join(root, file), "utf8"));
}

/** As much of Markdown as the documents here use. */
export function parse(file: string, text: string): Document {
    const fences = /^```(\S*).*\n((?:.*\n)*?)```$/gm;
    // The rest is as long as before, so that a position in it is one in the text.
    const prose = text.replace(fences, (block) => block.replace(/./g, " "));
    const lineAt = (position: number): number => text.slice(0, position).split("\n").length;
    const openBlock = /^```/m.exec(prose);
    if (openBlock !== null)
        throw new Error(`${file}: the block at line ${lineAt(openBlock.index) + 1} does not end.`);
    const titles = [...prose.matchAll(/^(#{1,6}) +(.*?) *$/gm)];
    const under = (position: number): string =>
        titles.filter(({ index }) => index < position).at(-1)?.[2] ?? "";
    const headings = titles.reduce<Heading[]>((before, [, marks = "", title = ""]) => {
        return [...before, { level: marks.length, text: title, anchor: anchorOf(title, before) }];
    }, []);
    const plain = prose.replace(/`[^`\n]*`/g, "");
    return {
        file,
        text,
        headings,
        anchors: [...headings.map(({ anchor }) => anchor), ...matchAll(/<a id="([^"]+)">/g, plain)],
        blocks: [...text.matchAll(fences)].map(({ 1: language = "", 2: content = "", index }) => ({
            language,
            text: content.replace(/\n$/, ""),
            line: lineAt(index) + 1,
            under: under(index),
        })),
        tables: [...prose.matchAll(/(?:^\|.*\n?)+/gm)].map(({ 0: lines, index }) => {
            // The second line only says that this is a table.
            const [header = [], , ...rows] = lines.trim().split("\n").map(splitRow);
            return { header, rows, under: under(index) };
        }),
        links: matchAll(/\]\(([^)\s]+)\)/g, plain),
        spans: matchAll(/`([^`\n]+)`/g, prose),
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

function anchorOf(title: string, previousHeadings: readonly Heading[]): string {
    const base = title
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
        .replace(/ /g, "-");
    const duplicates = previousHeadings.filter(({ anchor }) => anchor.replace(/-\d+$/, "") === base).length;
    return duplicates === 0 ? base : `${base}-${duplicates}`;
}
