import type { Comment, CommentDisplayPart } from "typedoc" with { "resolution-mode": "import" };
import { writeTags } from "../../../tools/docs/tags";
import { description } from "../../../tools/schema/prose";

const text = (words: string): CommentDisplayPart => ({ kind: "text", text: words });

/** Makes a comment as TypeDoc reads it. */
function commentOf(summary: string, ...tags: readonly string[]): Comment {
    const blockTags = tags.map((line) => {
        const [, tag, typeAnnotation, content = ""] = /^(@\w+) (\{.*?\})? ?(.*)$/s.exec(line) ?? [];
        return { tag, content: [text(content)], ...(typeAnnotation && { typeAnnotation }) };
    });
    return { summary: [text(summary)], blockTags } as unknown as Comment;
}

function renderTags(comment: Comment, failing: "Rejects" | "Fails" = "Rejects"): string {
    writeTags(comment, failing);
    return comment.summary.map((part) => part.text).join("");
}

describe("what a tag says becomes text:", () => {
    test.each([
        ["a default", ["@defaultValue `false`"], "One. Default: `false`."],
        ["a default that ends in a stop", ["@defaultValue none, it runs."], "One. Default: none, it runs."],
        ["a remark", ["@remarks Two.", "@defaultValue 5"], "One.\n\nTwo. Default: 5."],
        [
            "the kinds of errors",
            [
                "@throws {quota, wrong-status, not-found} where it must.",
                "@throws {permission-denied} where it may.",
            ],
            "One.\n\nRejects with kind `quota`, `wrong-status` or `not-found` where it must, `permission-denied` where it may.",
        ],
        [
            "errors after all else",
            ["@throws {not-found} if missing", "@defaultValue 5"],
            "One. Default: 5.\n\nRejects with kind `not-found` if missing.",
        ],
        ["an example or a deprecation stays a tag", ["@example two", "@deprecated three"], "One."],
    ])("%s", (_what, tags, expected) => {
        expect(renderTags(commentOf("One.", ...tags))).toBe(expected);
    });

    test("a link in it keeps what TypeDoc knows of it", () => {
        const link = {
            kind: "inline-tag",
            tag: "@link",
            text: "Job",
            target: 7,
        } as unknown as CommentDisplayPart;
        const comment = commentOf("One.", "@defaultValue it");
        comment.blockTags[0]?.content.splice(0, 1, link, text(" of today."));
        expect(renderTags(comment)).toBe("One. Default: Job of today.");
        expect(comment.summary).toContain(link);
    });

    test("a call that gives no promise does not reject", () => {
        const comment = commentOf("One.", "@throws {not-found} if missing.");
        expect(renderTags(comment, "Fails")).toBe("One.\n\nFails with kind `not-found` if missing.");
    });

    test("an error without its kind is rejected", () => {
        expect(() => renderTags(commentOf("One.", "@throws if missing."))).toThrow("if missing.");
    });
});

test("in the schema an error has no kind", () => {
    const tags = [
        "@throws {not-found} where there is none.",
        "@throws {rejected, quota} where there are two.",
    ];
    expect(description(renderTags(commentOf("One.", ...tags)))).toBe(
        "One.\n\nFails where there is none, where there are two.",
    );
});
