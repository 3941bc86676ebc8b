import { classify, readManifest } from "../support/documentCommands";
import { typescriptProjects } from "../support/exampleProjects";
import { documents, readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";

const all = documents().map(readDocument);

const inBlocks = all.flatMap(({ file, blocks }) =>
    blocks
        .filter(({ language }) => language === "bash")
        .flatMap(parseCommands)
        .map(({ text, words, line }) => ({ text, words, at: `${file}:${line}` })),
);

/** Commands in running text. One that begins so and goes on in capitals or with nothing stands for any. */
const inText = all.flatMap(({ file, spans }) =>
    spans
        .filter((span) => /^(npm|npx|pulumi) [a-z]/.test(span) && !span.includes("…"))
        // These ask a CLI what it is, or do not work.
        .filter((span) => !/^pulumi (version|plugin install)$/.test(span))
        .map((text) => ({ text, words: text.replace(/( --)?( ARGS| \.{3})?$/, "").split(" "), at: file })),
);

describe("a command in a document", () => {
    test.each(inBlocks)("$at: $text", ({ words }) => {
        expect(classify(words).findFault()).toBeUndefined();
    });

    test.each(inText)("$at, in running text: $text", ({ words }) => {
        expect(classify(words).findFault()).toBeUndefined();
    });

    test.each([
        "make all",
        "npm run publish",
        "npm run lint --fix",
        "npm run emulator -- --no-such-flag",
        "npm install left-pad",
        "npx jest tests/no-such-folder",
        "npx cowsay",
        "npx ts-node noSuchScript.ts",
        "npm install ./pulumi-modelarts-9.9.9.tgz",
        "npm pack --workspace pulumi-modelarts",
        "npm pkg set dependencies.pulumi-modelarts=file:../pulumi-modelarts-9.9.9.tgz",
        "bun add left-pad",
        "pulumi watch",
        "python3 -m venv elsewhere",
        "pip install left-pad",
        "export NAME",
    ])("that nothing tries is noticed: %s", (text) => {
        const fault = () => {
            const message = classify(text.split(" ")).findFault();
            if (message !== undefined) throw new Error(message);
        };
        expect(fault).toThrow();
    });

    test.each(["a | b", "a && b", "a > b", "a $(b)", "a $B", "a 'b", "a; b", "(a)", "a \\"])(
        "that needs a shell is noticed: %s",
        (text) => {
            expect(() => parseCommands({ text, line: 1 })).toThrow("Line 1 is not a plain command");
        },
    );

    test("has its quotes, comments and blanks as a shell reads them", () => {
        const text = `# one\n\n  pulumi config set a "b c" 'd # e' # f\n`;
        expect(parseCommands({ text, line: 10 }).map(({ words, line }) => [words, line])).toEqual([
            [["pulumi", "config", "set", "a", "b c", "d # e"], 12],
        ]);
    });
});

test("blocks of commands are marked as such, so that none is passed over", () => {
    const others = all.flatMap(({ file, blocks }) =>
        blocks
            .filter(({ language }) => !["bash", "ts", "json", "text", "mermaid", "yaml"].includes(language))
            .map(({ language, line }) => `${file}:${line} ${language}`),
    );
    // The commands with curl are the emulator's own, and need a shell. Programs are compiled with the SDKs.
    const programs =
        /^(tools\/schema\/examples|docs\/(languages|registry))\b.* (typescript|python|go|csharp|java)$/;
    const isKnown = (at: string) => /^emulator\/README\.md:\d+ sh$/.test(at) || programs.test(at);
    expect(others.filter((at) => !isKnown(at))).toEqual([]);
});

test.each(typescriptProjects())("what examples/%s needs is what the package is", (example) => {
    const { name, version = "", peerDependencies } = readManifest("provider");
    const { dependencies } = readManifest(`examples/${example}`);
    expect(dependencies).toEqual({ ...peerDependencies, [name]: `^${version}` });
});
