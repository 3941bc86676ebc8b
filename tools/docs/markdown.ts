import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
import { root } from "../repository";

export interface Heading {
    readonly level: number;
    readonly text: string;
    /** A link to the heading ends with this text after the `#`. */
    readonly anchor: string;
}

export interface Block {
    readonly language: string;
    readonly text: string;
    /** The number of its first line counts from 1. */
    readonly line: number;
    /** Contains the text of the heading above it. */
    readonly under: string;
}

/** Contains the cells as they are written, without the blanks around them. */
export interface Table {
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly under: string;
}

export interface Document {
    /** The path begins at the root and has `/`. */
    readonly file: string;
    readonly text: string;
    readonly headings: readonly Heading[];
    /** Links can lead to these headings and `<a id="…">`. */
    readonly anchors: readonly string[];
    readonly blocks: readonly Block[];
    readonly tables: readonly Table[];
    readonly links: readonly string[];
    /** Contains the texts between backticks in running text. */
    readonly spans: readonly string[];
}

const ignoredFolders = /^(node_modules|dist|coverage|release|\..+)$/;
/** A user makes these folders in an example. */
const sdksOfExamples = /^examples\/[^/]+\/sdks$/;

/** Returns the path of every document of the repository. */
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

// The rule "lheading" would take the front matter of a page for a heading.
const reader = new MarkdownIt().disable("lheading");
reader.normalizeLink = (address) => address;

/** @throws Error where a block of code does not end. */
export function parse(file: string, text: string): Document {
    const tokens = reader.parse(text, {});
    const ofType = (type: string) =>
        tokens.flatMap((token, index) => (token.type === type ? [{ token, index }] : []));
    const titles = ofType("heading_open").map(({ token: { tag }, index }) => {
        return { level: Number(tag.slice(1)), text: tokens[index + 1]?.content ?? "", index };
    });
    const under = (position: number): string =>
        titles.filter(({ index }) => index < position).at(-1)?.text ?? "";
    const headings = titles.reduce<Heading[]>((before, { level, text }) => {
        return [...before, { level, text, anchor: anchorOf(text, before) }];
    }, []);
    const inline = tokens.flatMap(({ children }) => children ?? []);
    return {
        file,
        text,
        headings,
        anchors: [
            ...headings.map(({ anchor }) => anchor),
            ...inline.flatMap(({ type, content }) =>
                type === "text" ? matchAll(/<a id="([^"]+)">/g, content) : [],
            ),
        ],
        blocks: ofType("fence").map(({ token: { info, content, map, markup }, index }) => {
            const [start, end] = map ?? [0, 0];
            if (text.split("\n")[end - 1]?.trim() !== markup)
                throw new Error(`${file}: the block at line ${start + 1} does not end.`);
            const [language = ""] = info.split(" ");
            return { language, text: content.replace(/\n$/, ""), line: start + 2, under: under(index) };
        }),
        tables: ofType("table_open").map(({ index }) => {
            const end = tokens.findIndex(({ type }, at) => at > index && type === "table_close");
            const rows: string[][] = [];
            for (const { type, content } of tokens.slice(index, end))
                if (type === "tr_open") rows.push([]);
                else if (type === "inline") rows.at(-1)?.push(content);
            const [header = [], ...others] = rows;
            return { header, rows: others, under: under(index) };
        }),
        links: inline.flatMap((token) => token.attrGet("href") ?? token.attrGet("src") ?? []),
        spans: inline.flatMap(({ type, content }) => (type === "code_inline" ? [content] : [])),
    };
}

/** Returns the texts between backticks in a cell. */
export function codesIn(cell: string): string[] {
    return matchAll(/`([^`]+)`/g, cell);
}

function matchAll(pattern: RegExp, text: string): string[] {
    return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
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
