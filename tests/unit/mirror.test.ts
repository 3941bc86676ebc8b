import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../tools/repository";

/** Returns the paths of the files below a folder that end so, without this end. */
function listFiles(folder: string, end: string): string[] {
    return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(end))
        .map((file) => file.slice(0, -end.length).split(path.sep).join("/"));
}

const sources = listFiles("provider/src", ".ts");
const unitTests = listFiles("tests/unit", ".test.ts").filter((name) => name !== "mirror");

const namesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

/** The rows of the table in tests/README.md: sources, perhaps after the folder of all of them, and what tests them. */
const rows = readFileSync(path.join(root, "tests/README.md"), "utf8")
    .split(/^## /m)
    .filter((section) => section.startsWith("Sources without a unit test"))
    .flatMap((section) => section.split("\n"))
    .filter((line) => line.startsWith("| `"))
    .map((line) => {
        const [, names = "", folders = ""] = line.split("|");
        const [folder = "", ...files] = namesIn(names);
        const paths = folder.endsWith("/") ? files.map((file) => folder + file) : [folder, ...files];
        return { sources: paths, folders: namesIn(folders) };
    });

/** Tells whether a unit test has the name of the source, or lies in a folder of this name. */
const hasUnitTest = (source: string) =>
    unitTests.some((test) => test === source || path.posix.dirname(test) === source);

const listedSources = rows.flatMap((row) => row.sources);

test("every source has a unit test, or is listed in tests/README.md", () => {
    expect([...listedSources].sort()).toEqual(sources.filter((source) => !hasUnitTest(source)).sort());
});

test("every unit test mirrors a source", () => {
    const mirrorsSource = (test: string) =>
        sources.includes(test) || sources.includes(path.posix.dirname(test));
    expect(unitTests.filter((test) => !mirrorsSource(test))).toEqual([]);
});

test("every folder that tests/README.md names has tests", () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const { folders } of rows) {
        expect(folders).not.toEqual([]);
        expect(folders.filter((folder) => !existsSync(path.join(root, folder)))).toEqual([]);
    }
});
