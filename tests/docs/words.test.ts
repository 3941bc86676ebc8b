import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { root } from "../../tools/repository";

interface WordList {
    readonly identifiers: readonly {
        readonly words: readonly string[];
        /** Only a name that consists of nothing else is meant. */
        readonly isWholeName?: boolean;
        readonly say: string;
    }[];
    readonly phrases: readonly { readonly pattern: string; readonly say: string }[];
    readonly allowed: readonly { readonly files: string; readonly text?: string; readonly why: string }[];
}

const list = JSON.parse(readFileSync(path.join(__dirname, "words.json"), "utf8")) as WordList;

/** A word that is not to be used, with the line that has it. */
interface Finding {
    readonly file: string;
    readonly line: number;
    readonly text: string;
    readonly say: string;
}

const extensions = ["ts", "mjs", "cjs", "js", "md", "py", "yaml", "yml", "go", "sh", "json"];
const patterns = extensions.map((extension) => `*.${extension}`);
const files = execFileSync("git", ["ls-files", ...patterns], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => file !== "" && !file.endsWith("zh-CN.md") && !file.endsWith(".zh.md"));

const allowed = list.allowed.map(({ files, text }) => ({
    files: new RegExp(files),
    text: text === undefined ? undefined : new RegExp(text, "g"),
}));

/** Returns a function that removes what is allowed in a file; the whole text where the whole file is allowed. */
function allowedIn(file: string): (text: string) => string {
    const entries = allowed.filter(({ files }) => files.test(file));
    return (text) => entries.reduce((rest, entry) => (entry.text ? rest.replace(entry.text, "") : ""), text);
}

/** Splits a name into its words: `timeoutHint` has the words `timeout` and `hint`. */
function wordsOf(identifier: string): string[] {
    return identifier
        .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
        .split(/[\s_$-]+/)
        .map((word) => word.toLowerCase());
}

/** Tells whether a name is one of `Math`, such as `Math.floor`, which is right. */
function isOfMath(node: ts.Identifier): boolean {
    const { parent } = node;
    return ts.isPropertyAccessExpression(parent) && parent.expression.getText() === "Math";
}

interface Piece {
    readonly kind: "identifier" | "prose";
    readonly text: string;
    readonly position: number;
}

/** Lists the names of a program in Go; its comments and texts count as blanks. */
function namesOf(text: string): Piece[] {
    const code = text.replace(/\/\/.*|"(?:\\.|[^"\\\n])*"|`[^`]*`/g, (match) => match.replace(/[^\n]/g, " "));
    return [...code.matchAll(/[A-Za-z_]\w*/g)].map((match) => ({
        kind: "identifier",
        text: match[0],
        position: match.index,
    }));
}

/** Returns the name of the file, and the names, comments and texts in it; of a document everything is prose. */
function piecesOf(file: string, text: string): Piece[] {
    const pieces: Piece[] = [
        { kind: "identifier", text: path.basename(file).replace(/\..*$/, ""), position: 0 },
    ];
    if (file.endsWith(".go")) pieces.push(...namesOf(text));
    if (!/\.(ts|mjs|cjs|js)$/.test(file)) return [...pieces, { kind: "prose", text, position: 0 }];
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    const literals: ts.Node[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isIdentifier(node) && !isOfMath(node))
            pieces.push({ kind: "identifier", text: node.text, position: node.getStart() });
        else if (
            ts.isLiteralExpression(node) ||
            ts.isTemplateMiddleOrTemplateTail(node) ||
            ts.isTemplateHead(node)
        )
            literals.push(node);
        ts.forEachChild(node, visit);
    };
    visit(source);
    // What a literal contains is no comment.
    let code = text;
    for (const literal of literals) {
        const [start, end] = [literal.getStart(), literal.getEnd()];
        if (!ts.isRegularExpressionLiteral(literal))
            pieces.push({ kind: "prose", text: literal.getText(), position: start });
        code = `${code.slice(0, start)}${" ".repeat(end - start)}${code.slice(end)}`;
    }
    for (const match of code.matchAll(/\/\*.*?\*\/|\/\/[^\n]*/gs))
        pieces.push({ kind: "prose", text: match[0], position: match.index });
    return pieces;
}

/** Makes a pattern of a phrase: between its words a comment may begin a new line. */
const phrase = (pattern: string): RegExp =>
    new RegExp(pattern.replaceAll(" ", "(?: |\\n\\s*(?:\\*|//)?\\s*)"), "gi");

const phrases = list.phrases.map(({ pattern, say }) => ({ pattern: phrase(pattern), say }));

function findingsIn(file: string, text: string): Finding[] {
    const removeAllowed = allowedIn(file);
    const lineAt = (position: number): number => text.slice(0, position).split("\n").length;
    return piecesOf(file, text).flatMap(({ kind, text: piece, position }) => {
        if (kind === "identifier") {
            const words = wordsOf(removeAllowed(piece));
            return list.identifiers
                .filter(({ isWholeName }) => isWholeName !== true || words.length === 1)
                .filter(({ words: forbiddenWords }) => forbiddenWords.some((word) => words.includes(word)))
                .map(({ say }) => ({ file, line: lineAt(position), text: piece, say }));
        }
        // A sentence may go on in the next line of a comment.
        const prose = removeAllowed(piece);
        return phrases.flatMap(({ pattern, say }) =>
            [...prose.matchAll(pattern)].map((match) => ({
                file,
                line: lineAt(position) + prose.slice(0, match.index).split("\n").length - 1,
                text: match[0].replace(/\s*\n\s*(\*|\/\/)?\s*/g, " "),
                say,
            })),
        );
    });
}

describe("the words of CONTRIBUTING.md", () => {
    test("are missed in the name of a file", () => {
        expect(findingsIn("tests/first-walk.test.ts", "").map((finding) => finding.text)).toEqual([
            "first-walk",
        ]);
    });

    test.each([
        ["a name", "const firstLook = 1;", "firstLook"],
        ["a participle as a name", "const known = 1;", "known"],
        ["a comment", "/** Nobody asks. */", "Nobody"],
        ["a comment after a template", "say(`${place}`); // Nobody asks.", "Nobody"],
        ["a comment of two lines", "/*\n * It takes the job\n * over.\n */", "takes the job over"],
        ["a text", 'say("a lost answer");', "lost answer"],
    ])("are missed in %s", (_, text, word) => {
        expect(
            findingsIn("example.ts", text)
                .map((finding) => finding.text)
                .join(),
        ).toContain(word);
    });

    test("are missed in a name of a program in Go", () => {
        const text = 'firstLook := "text" // comment';
        expect(findingsIn("example.go", text).map((finding) => finding.text)).toEqual(["firstLook"]);
    });

    test("are used everywhere", () => {
        const findings = files.flatMap((file) =>
            findingsIn(file, readFileSync(path.join(root, file), "utf8")),
        );
        expect(findings.map(({ file, line, text, say }) => `${file}:${line} ${text} -> ${say}`)).toEqual([]);
    });
});
