type Rule = readonly [pattern: RegExp, replacement: string | ((found: string) => string)];

/** `kind `: how a program in TypeScript tells failures apart. */
const kind = /(?:\bkind )?`[a-z-]+` (?=(?:where|for)\b)/g;

/** What the docstrings say of a TypeScript program, for programs in every language. */
const rules: readonly Rule[] = [
    // The plugin has a configuration of its own.
    [/\bhuaweicloud:(?=\w)/g, "modelarts:"],
    [/\bthis client\b/g, "this provider"],
    // A failure reaches a program as the message that it carries.
    [/\bRejects with a (?:\{@link ModelArtsFailure *\}|`ModelArtsFailure`): /g, "Fails "],
    [/\bFails [^.]*\./g, (sentence) => sentence.replace(kind, "")],
    [/(^|[.!?]\s+)`undefined`/g, "$1Not set"],
    [/`undefined`/g, "not set"],
    [/\{@link (\w+) *\}/g, "`$1`"],
];

/** A docstring as a description of the schema: one line a paragraph, in words that hold for every language. */
export function description(docs: string): string {
    const lines = docs.trim().replace(/(\S)[ \t]*\n[ \t]*(?=\S)/g, "$1 ");
    const text = rules.reduce((before, [pattern, after]) => before.replace(pattern, after as string), lines);
    const foreign = /\{@|huaweicloud:|\bundefined\b|\bTypeScript\b|\bPromise\b|ModelArtsFailure/.exec(text);
    if (foreign !== null) throw new Error(`No rule translates "${foreign[0]}" of the docstring: ${docs}`);
    return text;
}

export function firstSentence(text: string): string {
    return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}
