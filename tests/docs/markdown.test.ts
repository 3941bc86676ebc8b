import { parse } from "../../tools/docs/markdown";

const text = `# One \`code\`, and more

[a](b.md#c) \`[not](this)\`

| left | right |
| --- | --- |
| \`x\` | y |

## Twice

\`\`\`bash
npm test # twice
| no table |
\`\`\`

## Twice

<a id="own"></a>
`;

describe("a document", () => {
    const document = parse("x.md", text);

    test("has headings with the anchors that a link needs", () => {
        expect(document.headings.map(({ level, anchor }) => [level, anchor])).toEqual([
            [1, "one-code-and-more"],
            [2, "twice"],
            [2, "twice-1"],
        ]);
        expect(document.anchors).toContain("own");
    });

    test("has blocks, with their line and what they stand under", () => {
        expect(document.blocks).toEqual([
            { language: "bash", text: "npm test # twice\n| no table |", line: 12, under: "Twice" },
        ]);
    });

    test("has tables, and code and links outside of code", () => {
        expect(document.tables).toEqual([
            { header: ["left", "right"], rows: [["`x`", "y"]], under: "One `code`, and more" },
        ]);
        expect(document.links).toEqual(["b.md#c"]);
        expect(document.spans).toEqual(["code", "[not](this)", "x"]);
    });

    test("that does not end a block is refused", () => {
        expect(() => parse("x.md", "```ts\n")).toThrow("does not end");
    });
});
