import { codesIn, readDocument } from "../../tools/docs/markdown";

const english = readDocument("README.md");
const chinese = readDocument("README.zh-CN.md");

describe("the README in Chinese", () => {
    test("has the headings of the English one, level by level", () => {
        const levels = ({ headings }: typeof english) => headings.map(({ level }) => level);
        expect(levels(chinese)).toEqual(levels(english));
    });

    test("has its blocks word for word", () => {
        const blocks = (document: typeof english) =>
            document.blocks.map(({ language, text }) => ({ language, text }));
        expect(blocks(chinese)).toEqual(blocks(english));
    });

    test("links to the same places, and each of the two to the other", () => {
        expect(english.links[0]).toBe("README.zh-CN.md");
        expect(chinese.links[0]).toBe("README.md");
        // Another language has another order of words.
        expect([...chinese.links.slice(1)].sort()).toEqual([...english.links.slice(1)].sort());
    });

    test("has its tables, with the same first columns and the same code in every row", () => {
        expect(chinese.tables.map(({ rows }) => rows.map(([first]) => first))).toEqual(
            english.tables.map(({ rows }) => rows.map(([first]) => first)),
        );
        const codes = ({ tables }: typeof english) =>
            tables.map(({ rows }) => rows.map((row) => codesIn(row.join(" ")).sort()));
        expect(codes(chinese)).toEqual(codes(english));
    });

    test("has as many paragraphs and points in every section", () => {
        const sizes = ({ text }: typeof english) =>
            text
                .replace(/<a id=.*\n\n/g, "")
                .replace(/^```[^]*?^```$/gm, "block")
                .split(/^#+ .*$/m)
                .map((section) => section.split("\n").filter((line) => line !== "").length);
        expect(sizes(chinese)).toEqual(sizes(english));
    });

    test("names the same keys, commands and calls in its running text", () => {
        const spans = ({ spans }: typeof english) => [...new Set(spans)].sort();
        expect(spans(chinese)).toEqual(spans(english));
    });
});
