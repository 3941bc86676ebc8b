import type { Docs } from "./declarations";

type Rule = readonly [pattern: RegExp, replacement: string | ((found: string) => string)];

/** Kinds: how a program in TypeScript tells failures apart. */
const kind =
    /(?:\b(?:of )?kind )?`[a-z-]+`(?:(?:, `[a-z-]+`)* or `[a-z-]+`)? (?=(?:where|when|while|if|for)\b)/g;

/** What the docstrings say of a TypeScript program, for programs in every language. */
const rules: readonly Rule[] = [
    // The plugin has a configuration of its own.
    [/\bhuaweicloud:(?=\w)/g, "modelarts:"],
    [/\bthis client\b/g, "this provider"],
    // A failure reaches a program as the message that it carries.
    [/\bRejects (?:with )?(?:a (?:\{@link \w+ *\}|`[A-Z]\w+`):? )?/g, "Fails "],
    [/\bFails [^.]*\./g, (sentence) => sentence.replace(kind, "")],
    [/(^|[.!?]\s+)`undefined`/g, "$1Not set"],
    [/`undefined`/g, "not set"],
    [/\{@link (\w+) *\}/g, "`$1`"],
];

/** The text of a comment as a description of the schema: one line a paragraph, in words that hold for every language. */
export function description(docs: string): string {
    const lines = docs.trim().replace(/(\S)[ \t]*\n[ \t]*(?=\S)/g, "$1 ");
    const text = rules.reduce((before, [pattern, after]) => before.replace(pattern, after as string), lines);
    const foreign =
        /\{@|huaweicloud:|\bundefined\b|\bTypeScript\b|\bPromise\b|ModelArts(?:Failure|Error)/.exec(text);
    if (foreign !== null) throw new Error(`No rule translates "${foreign[0]}" of the comment: ${docs}`);
    return text;
}

/** Where it is deprecated, what a program is told. */
export function deprecation({ deprecated }: Docs): { deprecationMessage?: string } {
    return deprecated === undefined ? {} : { deprecationMessage: description(deprecated) };
}

export function firstSentence(text: string): string {
    return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}
