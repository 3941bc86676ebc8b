import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { writePublication } from "../../../tools/release/publication";

let folder: string;
const add = async (name: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
};
const read = (name: string): Promise<string> => readFile(path.join(folder, name), "utf8");
beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-publication-"));
    await add("npm/one.tgz", "one");
    await add("github/two.tar.gz", "two");
    await add("notes.md", "notes");
});
afterEach(() => rm(folder, { recursive: true }));

test("the list of what would be published has commands that work outside a workflow", async () => {
    writePublication(folder, "0.1.0");
    const list = await read("publish.md");
    expect(list).toContain("| `npm publish npm/one.tgz --access public` |");
    expect(list).toContain("| `gh release upload v0.1.0 github/two.tar.gz` |");
});

test("the hashes are under the paths here, and under the names that the files have at GitHub", async () => {
    writePublication(folder, "0.1.0");
    const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
    const flat = await read("github/checksums.txt");
    expect(flat).toBe(`${hash("two")}  two.tar.gz\n${hash("one")}  one.tgz\n`);
    expect(await read("checksums.txt")).toBe(
        `${hash(flat)}  github/checksums.txt\n${hash("two")}  github/two.tar.gz\n${hash("one")}  npm/one.tgz\n`,
    );
});
