import { codesIn, type Document, documents, readDocument } from "../../tools/docs/markdown";

const suffix = ".zh-CN.md";
const files = documents();
const translations = files.filter((file) => file.endsWith(suffix));
const originalOf = (file: string): string => file.replace(suffix, ".md");

/** Removes the comments of a block: a translation has them in its language, and everything else is the same. */
const withoutComments = (text: string): string => text.replace(/(^|\s)(\/\/|#) .*$/gm, "$1$2");

test("these pages are there in Chinese", () => {
    expect(translations).toEqual([
        "README.zh-CN.md",
        "docs/migration-from-python-sdk.zh-CN.md",
        "docs/troubleshooting.zh-CN.md",
    ]);
});

test.each(["README.md", "README.zh-CN.md"])("%s is short enough to be read on a first day", (file) => {
    expect(readDocument(file).text.trimEnd().split("\n").length).toBeLessThanOrEqual(170);
});

describe.each(translations)("%s", (file) => {
    const english = readDocument(originalOf(file));
    const chinese = readDocument(file);

    test("has the headings of the English page, level by level", () => {
        const levels = ({ headings }: Document) => headings.map(({ level }) => level);
        expect(levels(chinese)).toEqual(levels(english));
    });

    test("has its blocks word for word, but for comments", () => {
        const blocks = (document: Document) =>
            document.blocks.map(({ language, text }) => ({ language, text: withoutComments(text) }));
        expect(blocks(chinese)).toEqual(blocks(english));
    });

    test("links to the same places, and each of the two to the other", () => {
        const name = (path: string) => path.replace(/^.*\//, "");
        expect(english.links[0]).toBe(name(file));
        expect(chinese.links[0]).toBe(name(originalOf(file)));
        const links = ({ links: all }: Document) => all.slice(1).map((link) => link.replace(suffix, ".md"));
        // Another language has another order of words.
        expect(links(chinese).sort()).toEqual(links(english).sort());
    });

    test("links to pages in Chinese where they are there, and marks each other page as English", () => {
        const prose = chinese.text.slice(chinese.text.indexOf("\n", chinese.text.indexOf("](")));
        const links = [...prose.matchAll(/\]\(([^)#\s]+\.md)(?:#[^)\s]*)?\)(（英文）)?/g)];
        const wrong = links.filter(([, link = "", mark]) => {
            if (link.endsWith(suffix)) return mark !== undefined;
            const folder = file.includes("/") ? file.replace(/[^/]*$/, "") : "";
            const target = new URL(folder + link, "file:///").pathname.slice(1);
            return mark === undefined || translations.some((one) => originalOf(one) === target);
        });
        expect(wrong.map(([text]) => text)).toEqual([]);
    });

    test("has its tables, with the same code in every row, and the same first cell where that is only code", () => {
        const isCode = (cell: string) => /^(`[^`]*`|[\s,;:…-])*$/.test(cell);
        const firstCells = ({ tables }: Document) =>
            tables.map(({ rows }) => rows.map(([first = ""]) => first));
        const expected = firstCells(english);
        expect(
            firstCells(chinese).map((cells, table) =>
                cells.map((cell, row) => (isCode(expected[table]?.[row] ?? "") ? cell : "prose")),
            ),
        ).toEqual(expected.map((cells) => cells.map((cell) => (isCode(cell) ? cell : "prose"))));
        const codes = ({ tables }: Document) =>
            tables.map(({ rows }) => rows.map((row) => codesIn(row.join(" ")).sort()));
        expect(codes(chinese)).toEqual(codes(english));
        const widths = ({ tables }: Document) => tables.map(({ rows }) => rows.map((row) => row.length));
        expect(widths(chinese)).toEqual(widths(english));
    });

    test("has as many paragraphs and points in every section", () => {
        const sizes = ({ text }: Document) =>
            text
                .replace(/^<a id=.*\n\n/gm, "")
                .replace(/^```[^]*?^```$/gm, "block")
                .split(/^#+ .*$/m)
                .map((section) => section.split("\n").filter((line) => line !== "").length);
        expect(sizes(chinese)).toEqual(sizes(english));
    });

    test("names the same keys, commands and calls in its running text", () => {
        const spans = ({ spans: all }: Document) => [...new Set(all)].sort();
        expect(spans(chinese)).toEqual(spans(english));
    });
});
