import { parse } from "../../tools/docs/markdown";

test("headings have the anchors that a link needs", () => {
    const { headings } = parse("x.md", "# One `code`, and more\n\n## Twice\n\n## Twice\n");
    expect(headings.map(({ anchor }) => anchor)).toEqual(["one-code-and-more", "twice", "twice-1"]);
});

test("a document that does not end a block is refused", () => {
    expect(() => parse("x.md", "text\n\n```ts\n")).toThrow("x.md: the block at line 3 does not end.");
});
