import { oldestEngine } from "../../tools/engine/onPath";
import { codesIn, documents, readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { readLockFile } from "../../tools/release/lockFile";
import { root } from "../../tools/repository";
import { readManifest } from "../support/documentCommands";

const manifestOf = (folder: string) =>
    readManifest(folder) as ReturnType<typeof readManifest> & { engines: { node: string } };
const manifest = manifestOf("provider");
const majorAndMinor = (range = ""): string => /\d+\.\d+/.exec(range)?.[0] ?? "";
const oldestNode = (folder: string) => majorAndMinor(manifestOf(folder).engines.node);
const pages = documents().map(readDocument);

/** The pages that say what a clone needs; the others say what the package needs. */
const ofClone = ["CONTRIBUTING.md", "README.md", "README.zh-CN.md"];
const node = /Node\.js (\d+(?:\.\d+)*) (?:or newer|及以上版本)/g;

/** Finds each page where the pattern matches, with the first group of each match. */
function mentions(pattern: RegExp): [file: string, words: string][] {
    return pages.flatMap(({ file, text }) =>
        [...text.matchAll(pattern)].map(({ 1: words = "" }): [string, string] => [file, words]),
    );
}

describe("all pages say the same of", () => {
    test.each([
        [
            "the oldest Pulumi CLI",
            /`pulumi`[^.;]{0,3}?[(（](\d+\.\d+\.\d+)(?: or newer|\s*及以上版本)/g,
            oldestEngine,
            3,
        ],
        [
            "the oldest Pulumi SDK",
            /`@pulumi\/pulumi` (?:from )?(\d+\.\d+)/g,
            majorAndMinor(manifest.peerDependencies?.["@pulumi/pulumi"]),
            2,
        ],
        ["the oldest Python", /Python (\d+(?:\.\d+)*) or newer/g, "3.10", 2],
    ])("%s", (_what, pattern, version, atLeast) => {
        const matches = mentions(pattern);
        expect(matches.length).toBeGreaterThanOrEqual(atLeast);
        expect(matches.filter(([, words]) => words !== version)).toEqual([]);
    });

    test("the oldest Node.js: of a clone on some pages, of the package on the others", () => {
        const mentionedVersions = mentions(node).map(([file, version]) => `${file} ${version}`);
        expect(mentionedVersions.sort()).toEqual([
            ...ofClone.map((file) => `${file} ${oldestNode(".")}`),
            ...["docs/plugin.md", "provider/README.md"].map((file) => `${file} ${oldestNode("provider")}`),
        ]);
    });

    test("the size of a job in the state, as it was measured", () => {
        const { tables } = readDocument("docs/benchmark.md");
        const sizes = tables
            .filter(({ header }) => header.includes("state of one job, kB"))
            .flatMap(({ rows }) => rows.filter(([jobs = ""]) => /^\d+$/.test(jobs)))
            .map(([, ofProviders = ""]) => Number(ofProviders.split("/")[0]).toFixed(1));
        expect(sizes.length).toBeGreaterThan(0);
        const matches = mentions(/about (\d+(?:\.\d+)?) kB of state/g);
        expect(matches.map(([file]) => file)).toEqual(["docs/security.md", "docs/teams.md"]);
        expect(matches.filter(([, size]) => !sizes.includes(size))).toEqual([]);
    });
});

test("the clone needs the Node.js that its tools need, of each line", () => {
    const lock = readLockFile(root);
    const ranges = Object.entries(lock.packages).flatMap(([place, { engines }]) =>
        place === "" ? [] : (engines?.node ?? []),
    );
    const oldestOf = (line: number): number =>
        Math.max(...ranges.map((range) => Number(new RegExp(`\\b${line}\\.(\\d+)`).exec(range)?.[1] ?? 0)));
    expect(manifestOf(".").engines.node).toBe(`^20.${oldestOf(20)}.0 || >=22.${oldestOf(22)}.0`);
});

/* The matrix runs the commands of examples/README.md with each package manager. */
test.each([
    ["README.md", "In your own project"],
    ["README.zh-CN.md", "用在自己的项目中"],
])("%s has the commands of examples/README.md that install the package", (file, heading) => {
    const ofExamples = readDocument("examples/README.md")
        .blocks.filter(({ under }) => under === "In a place of your own")
        .map((block) => parseCommands(block).map(({ text }) => text))
        .slice(1);
    const rows = readDocument(file).tables.find(({ under }) => under === heading)?.rows ?? [];
    expect(rows.map(([, commands = ""]) => codesIn(commands))).toEqual(ofExamples);
});
