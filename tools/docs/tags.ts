import type { Comment, CommentDisplayPart } from "typedoc" with { "resolution-mode": "import" };

const text = (words: string): CommentDisplayPart => ({ kind: "text", text: words });
const writtenTags = ["@defaultValue", "@remarks", "@throws"];
const alternatives = new Intl.ListFormat("en-GB", { type: "disjunction" });

/**
 * Makes text of these tags, at the end of the summary: of `@defaultValue` a sentence, of `@remarks` a paragraph, and of
 * all `@throws {kind, kind} where …` one sentence in a last paragraph. The other tags stay as they are.
 */
export function writeTags(comment: Comment, failing: "Rejects" | "Fails"): void {
    const sentences = comment.blockTags.flatMap(({ tag, content }) => {
        if (tag === "@defaultValue") return [text(" Default: "), ...withoutStop(content), text(".")];
        return tag === "@remarks" ? [text("\n\n"), ...content] : [];
    });
    const causes = comment.blockTags
        .filter(({ tag }) => tag === "@throws")
        .flatMap(({ typeAnnotation, content }, at) => {
            const [, kinds] = /^\{(.+)\}$/.exec(typeAnnotation ?? "") ?? [];
            if (kinds === undefined) throw new Error(`No kind in braces: @throws ${content[0]?.text ?? ""}`);
            const quotedKinds = kinds.split(",").map((kind) => `\`${kind.trim()}\``);
            const start = at === 0 ? `\n\n${failing} with kind ` : ", ";
            return [text(`${start}${alternatives.format(quotedKinds)} `), ...withoutStop(content)];
        });
    comment.summary.push(...sentences, ...causes, ...(causes.length === 0 ? [] : [text(".")]));
    comment.blockTags = comment.blockTags.filter(({ tag }) => !writtenTags.includes(tag));
}

function withoutStop(content: readonly CommentDisplayPart[]): CommentDisplayPart[] {
    const last = content.at(-1);
    if (last?.kind !== "text") return [...content];
    return [...content.slice(0, -1), text(last.text.trimEnd().replace(/\.$/, ""))];
}
