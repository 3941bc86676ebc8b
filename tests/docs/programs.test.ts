import path from "node:path";
import ts from "typescript";
import { compileNodeSdk } from "../../tools/sdks/nodeSdk";
import { type Block, documents, readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";

/** What comes before the blocks that continue what their document said; all other blocks are whole programs. */
const preambles: Readonly<Record<string, string>> = {
    "tools/engine/README.md": `
        import { emulatorConfig } from "../../tools/engine/emulatorConfig";
        import { createProject, ok } from "../../tools/engine/project";
        declare const emulator: import("../../emulator/src").Emulator;`,
    "emulator/README.md": "",
};

/** Makes a module of a block. An `await` of a fragment needs a function around it; its imports stay outside. */
function moduleOf(file: string, { text }: Block): string {
    const before = preambles[file];
    if (before === undefined) return text;
    const imports = text.match(/^import .*$/gm) ?? [];
    return [
        before,
        ...imports,
        "export async function block() {",
        text.replace(/^import .*$/gm, ""),
        "}",
    ].join("\n");
}

const blocks = documents().flatMap((file) =>
    readDocument(file)
        .blocks.filter(({ language }) => /^(ts|typescript)$/.test(language))
        .map((block) => ({ name: `${file}:${block.line}`, source: moduleOf(file, block) })),
);

/** Returns the path of a file that does not exist, where all imports resolve as in a program of this repository. */
const blockFile = (number: number): string => path.join(root, "tests", "docs", `block-${number}.ts`);

describe("every program in the documents compiles as a user's does", () => {
    const example = path.join(root, "examples", "tensorboard", "tsconfig.json");
    const { config } = ts.readConfigFile(example, (file) => ts.sys.readFile(file)) as {
        config: { compilerOptions: object };
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(example));
    const host = ts.createCompilerHost(options);
    const files = new Map(blocks.map(({ source }, number) => [blockFile(number), source]));
    const invalidFile = blockFile(blocks.length);
    files.set(invalidFile, (blocks[0]?.source ?? "").replace("trainUrl", "trainURL"));
    const plain = ts.createCompilerHost(options);
    Object.assign(host, {
        fileExists: (file: string) => files.has(file) || plain.fileExists(file),
        readFile: (file: string) => files.get(file) ?? plain.readFile(file),
        getSourceFile: (file: string, version: ts.ScriptTarget) => {
            const own = files.get(file);
            return own === undefined
                ? plain.getSourceFile(file, version)
                : ts.createSourceFile(file, own, {
                      languageVersion: ts.ScriptTarget.ES2022,
                      impliedNodeFormat: ts.ModuleKind.CommonJS,
                  });
        },
    });
    let program: ts.Program;
    beforeAll(async () => {
        // A reader who uses the plugin installs this SDK, and it lies where no import finds it by itself.
        const paths = {
            "@pulumi-modelarts/modelarts": [await compileNodeSdk()],
            "@pulumi/*": [path.join(root, "node_modules", "@pulumi", "*")],
        };
        program = ts.createProgram([...files.keys()], { ...options, paths }, host);
    }, 300_000);

    test.each(blocks.map(({ name }, number) => [name, number] as const))(
        "%s",
        (_name, number) => {
            const file = program.getSourceFile(blockFile(number));
            expect(file).toBeDefined();
            const diagnostics = [
                ...program.getSyntacticDiagnostics(file),
                ...program.getSemanticDiagnostics(file),
            ];
            expect(
                diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
            ).toEqual([]);
        },
        60_000,
    );

    test("and one that is wrong does not", () => {
        expect(program.getSemanticDiagnostics(program.getSourceFile(invalidFile))).not.toEqual([]);
    }, 60_000);
});
