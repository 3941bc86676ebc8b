import { documents, readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { classify } from "../support/documentCommands";

/** Commands that work without a state. */
const withoutBackend = /^(login|package|plugin)$/;

/** Finds what comes before the first command of the blocks that needs a state; returns `undefined` where none does. */
function findPreparation(blocks: readonly { language: string; text: string; line: number }[]) {
    const commands = blocks.filter(({ language }) => language === "bash").flatMap(parseCommands);
    const first = commands.findIndex(({ words }) => {
        const { by, args } = classify(words);
        return by === "pulumi" && !withoutBackend.test(args[0] ?? "");
    });
    return first < 0 ? undefined : commands.slice(0, first).map(({ text }) => text);
}

/** Tells whether a page is one of the registry: it is about one package, and a stack is there already. */
const isOfRegistry = (file: string): boolean => file.startsWith("docs/registry/");
const pages = documents().filter((file) => !isOfRegistry(file));

const preparations = pages.flatMap((file) => {
    const commands = findPreparation(readDocument(file).blocks);
    return commands === undefined ? [] : [[file, commands] as const];
});

const findMissing = (commands: readonly string[]): string[] =>
    ["pulumi login ", "export PULUMI_CONFIG_PASSPHRASE="].filter(
        (start) => !commands.some((text) => text.startsWith(start)),
    );

test.each(preparations)(
    "%s names a backend and a passphrase before a command needs them",
    (_file, commands) => {
        expect(findMissing(commands)).toEqual([]);
    },
);

test("a page that names them too late is noticed", () => {
    const block = (text: string) => ({ language: "bash", text, line: 1 });
    const login = block("pulumi login --local");
    const up = block("export PULUMI_CONFIG_PASSPHRASE=example\nnpm run pulumi -- up");
    expect(findMissing(findPreparation([login, up]) ?? [])).toEqual([]);
    expect(findMissing(findPreparation([up, login]) ?? [])).toEqual(["pulumi login "]);
    expect(findPreparation([login, block("npm install")])).toBeUndefined();
});
