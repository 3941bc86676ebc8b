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

/** The rows of the table in tests/README.md: a source or `room/*`, and the folders that test it. */
const rows = readFileSync(path.join(root, "tests/README.md"), "utf8")
    .split(/^## /m)
    .filter((section) => section.startsWith("Sources without a unit test"))
    .flatMap((section) => section.split("\n"))
    .filter((line) => line.startsWith("| `"))
    .map((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name))
    .map(([source = "", ...folders]) => ({ source, folders }));

/** Tells whether a unit test has the name of the source, or lies in a folder of this name. */
const hasUnitTest = (source: string) =>
    unitTests.some((test) => test === source || path.posix.dirname(test) === source);

const isListed = (source: string) =>
    rows.some((row) => row.source === source || row.source === `${path.posix.dirname(source)}/*`);

test("every source has a unit test or is listed in tests/README.md", () => {
    expect(sources.filter((source) => !hasUnitTest(source) && !isListed(source))).toEqual([]);
});

test("every unit test mirrors a source", () => {
    const mirrorsSource = (test: string) =>
        sources.includes(test) || sources.includes(path.posix.dirname(test));
    expect(unitTests.filter((test) => !mirrorsSource(test))).toEqual([]);
});

test("every folder that tests/README.md names has tests", () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const { source, folders } of rows) {
        expect({ source, folders }).not.toEqual({ source, folders: [] });
        expect(folders.filter((folder) => !existsSync(path.join(root, folder)))).toEqual([]);
    }
});
