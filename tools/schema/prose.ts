import type { CommentDisplayPart, DeclarationReflection } from "typedoc" with { "resolution-mode": "import" };

/** A program in TypeScript distinguishes failures by their kinds. */
const kind =
    /(?:\b(?:of )?kind )?`[a-z-]+`(?:(?:, `[a-z-]+`)* or `[a-z-]+`)? (?=(?:where|when|while|if|for)\b)/g;

/** These rules change docstrings for a TypeScript program into words for programs in every language. */
const rules: readonly (readonly [RegExp, string | ((match: string) => string)])[] = [
    // The plugin has a configuration of its own.
    [/\bhuaweicloud:(?=\w)/g, "modelarts:"],
    [/\bthis client\b/g, "this provider"],
    // A failure reaches a program as the message that it has.
    [/\bRejects (?:with )?(?:a (?:\{@link \w+ *\}|`[A-Z]\w+`):? )?/g, "Fails "],
    [/\bFails [^.]*\./g, (sentence) => sentence.replace(kind, "")],
    [/(^|[.!?]\s+)`undefined`/g, "$1Not set"],
    [/`undefined`/g, "not set"],
    [/\{@link (\w+) *\}/g, "`$1`"],
];

/** Returns the text of a comment as a description of the schema: one line a paragraph, in words for every language. */
export function description(docs: string): string {
    const lines = docs.trim().replace(/(\S)[ \t]*\n[ \t]*(?=\S)/g, "$1 ");
    const text = rules.reduce((before, [pattern, after]) => before.replace(pattern, after as string), lines);
    const foreign =
        /\{@|huaweicloud:|\bundefined\b|\bTypeScript\b|\bPromise\b|ModelArts(?:Failure|Error)/.exec(text);
    if (foreign !== null) throw new Error(`No rule translates "${foreign[0]}" of the comment: ${docs}`);
    return text;
}

/** Returns the description of a declaration by its comment, and the message if it is deprecated. */
export function describeDeclaration(declaration: DeclarationReflection): {
    description: string;
    deprecationMessage?: string;
} {
    const { comment } = declaration.signatures?.[0] ?? declaration;
    const deprecation = comment?.getTag("@deprecated");
    return {
        description: description(textOf(comment?.summary)),
        ...(deprecation && { deprecationMessage: description(textOf(deprecation.content)) }),
    };
}

const textOf = (parts: readonly CommentDisplayPart[] = []): string =>
    parts.map(({ kind, text }) => (kind === "inline-tag" ? `{@link ${text}}` : text)).join("");

export function firstSentence(text: string): string {
    return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}
