/*
 * Comments with block tags of TSDoc. The schema has no tags, and the reference has a place for few: what most of them
 * say becomes text. Both have the same text, up to the words that `prose.ts` changes for the schema.
 */

/** A part of a comment, in the form that TypeDoc has: an inline tag such as a link is a part of its own. */
export interface Part {
    readonly kind: string;
    readonly text: string;
}

interface BlockTag {
    /** With its `@`. */
    readonly tag: string;
    readonly content: readonly Part[];
}

export interface Comment {
    readonly summary: readonly Part[];
    readonly blockTags: readonly BlockTag[];
}

const text = (words: string): Part => ({ kind: "text", text: words });

/**
 * Reads a comment from its source, with its slashes and stars. TypeScript cannot be asked: it takes the braces of
 * `@throws {@link X}` for those of a type, and gives two broken tags.
 */
export function commentOf(source: string): Comment {
    const lines = source.replace(/^\/\*\*|\*\/$/g, "").replace(/^[ \t]*\* ?/gm, "");
    // Code comes first, so that nothing in it is taken for a tag.
    const found = [...lines.matchAll(/```.*?```|`[^`]*`|(?<!\S)@(\w+)(?=[\s{]|$)/gs)];
    const tags = found.filter(([, name]) => name !== undefined);
    const blockTags = tags.map(({ 0: tag, index }, at) => ({
        tag,
        content: partsOf(lines.slice(index + tag.length, tags[at + 1]?.index)),
    }));
    return { summary: partsOf(lines.slice(0, tags[0]?.index)), blockTags };
}

function partsOf(words: string): Part[] {
    const pieces = words.trim().split(/(\{@link [^}]*\})/);
    return pieces
        .filter((piece) => piece !== "")
        .map((piece) => ({ kind: piece.startsWith("{@link ") ? "inline-tag" : "text", text: piece }));
}

const writtenTags = ["@defaultValue", "@remarks", "@throws"];

/**
 * The comment with these tags as text after its summary: `@defaultValue` as a sentence, `@remarks` as a paragraph, and
 * all `@throws` as one sentence in a last paragraph. The other tags stay as they are.
 */
export function writtenOut(
    { summary, blockTags }: Comment,
    failing: "Rejects" | "Fails" = "Rejects",
): Comment {
    const said = blockTags.flatMap(({ tag, content }) => {
        if (tag === "@defaultValue") return [text(" Default: "), ...withoutStop(content), text(".")];
        return tag === "@remarks" ? [text("\n\n"), ...content] : [];
    });
    const causes = blockTags
        .filter(({ tag }) => tag === "@throws")
        .map(({ content }, at) => causeOf(withoutStop(content), at === 0));
    const failures = causes.flatMap((cause, at) => [text(at === 0 ? `\n\n${failing} ` : ", "), ...cause]);
    return {
        summary: [...summary, ...said, ...failures, ...(failures.length === 0 ? [] : [text(".")])],
        blockTags: blockTags.filter(({ tag }) => !writtenTags.includes(tag)),
    };
}

/**
 * What follows "Rejects" or "Fails" for one `@throws`, which begins with a link to the class of the error, with the kinds of the
 * error in braces or in words, or with the condition. All errors are of one class, so only the first cause names it.
 */
function causeOf(content: readonly Part[], first: boolean): Part[] {
    const [head = text(""), ...others] = content;
    const [braces, kinds] = /^\{(?!@)([^}]*)\}/.exec(head.text) ?? [];
    if (braces !== undefined && kinds !== undefined)
        return [
            text(`${first ? "with kind " : ""}${listed(kinds.split(","))}`),
            { ...head, text: head.text.slice(braces.length) },
            ...others,
        ];
    if (head.kind === "inline-tag") {
        if (first) return [text("with a "), ...content];
        const [next = text(""), ...rest] = others;
        return [{ ...next, text: next.text.replace(/^:?\s*(of )?/, "") }, ...rest];
    }
    return !first || /^(where|when|while|if|for)\b/.test(head.text)
        ? [...content]
        : [text("with "), ...content];
}

/** "`a`, `b` or `c`" */
function listed(names: readonly string[]): string {
    const quoted = names.map((name) => `\`${name.trim()}\``);
    const last = quoted.pop() ?? "";
    return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}

function withoutStop(content: readonly Part[]): Part[] {
    const last = content.at(-1);
    if (last?.kind !== "text") return [...content];
    return [...content.slice(0, -1), { ...last, text: last.text.trimEnd().replace(/\.$/, "") }];
}
