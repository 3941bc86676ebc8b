import { readFileSync } from "node:fs";
import path from "node:path";
import { exampleProjects } from "../../support/exampleProjects";
import { readManifest } from "../../support/documentCommands";
import { root } from "../../../tools/repository";

const manifests = ["", "provider", "emulator", ...exampleProjects().map((name) => `examples/${name}`)];
const scripts = manifests.flatMap((folder) => {
    try {
        return Object.entries(readManifest(folder).scripts ?? {}).map(
            ([name, line]) => [path.posix.join(folder, name), line] as const,
        );
    } catch {
        return []; // A project in another language than TypeScript.
    }
});

/**
 * `cmd.exe` runs the scripts of npm on Windows, `sh` elsewhere. They have `&&`, plain words and pairs of double quotes
 * around plain words in common.
 */
const shellSyntax = /[|;<>$`'\\%^()*~{}[\]!]|(?<!&)&(?!&)|^\w+=|^[^"]*("[^"]*"[^"]*)*"[^"]*$/;

test.each(scripts)("the script %s is understood by every shell: %s", (_name, line) => {
    for (const step of line.replaceAll("||", "&&").split("&&")) expect(step.trim()).not.toMatch(shellSyntax);
});

test.each(["A=b node c", "rm -rf $HOME", "node 'a b'", 'node "a', "a | b", "a & b", "cp a/* b"])(
    "syntax of a shell is noticed: %s",
    (line) => {
        expect(line).toMatch(shellSyntax);
    },
);

test("there are at most 28 scripts in the root, and each one sets up a fresh clone or calls one that does", () => {
    const own = Object.entries(readManifest("").scripts ?? {});
    expect(own.length).toBeLessThanOrEqual(28);
    const bare = own.filter(([, line]) => !/^(node tools\/setup\/setup\.mjs && |npm run )/.test(line));
    expect(bare.map(([name]) => name)).toEqual(["build"]);
});

test("texts have the same line endings on every system", () => {
    const lines = readFileSync(path.join(root, ".gitattributes"), "utf8").split("\n");
    expect(lines).toContain("* text=auto eol=lf");
});
