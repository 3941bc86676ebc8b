import { execFileSync } from "node:child_process";
import { readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";

const sources = execFileSync("git", ["ls-files", "provider/src"], { cwd: root, encoding: "utf8" }).split(
    "\n",
);

describe("docs/architecture.md", () => {
    const { text } = readDocument("docs/architecture.md");
    const fileNames = [...text.matchAll(/`([\w./-]+\.ts)`/g)].map(([, name = ""]) => name);

    test("names many files", () => {
        expect(fileNames.length).toBeGreaterThan(20);
    });

    test.each([...new Set(fileNames)])("names a file of the package that exists: %s", (name) => {
        expect(sources.filter((file) => file.endsWith(`/${name}`))).not.toEqual([]);
    });
});
