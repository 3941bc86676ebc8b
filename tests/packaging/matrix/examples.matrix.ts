import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { readDocument } from "../../../tools/docs/markdown";
import { root } from "../../../tools/repository";
import { type Command, parseCommands } from "../../../tools/docs/shell";
import { succeed } from "../../../tools/engine/childProcess";
import { environmentWith, type PackageManager } from "./packageManagers";

/** The commands of examples/README.md that pack the package in a clone, and those that install it in a copied example. */
const [pack, ...installs] = readDocument("examples/README.md")
    .blocks.filter(({ under }) => under === "In a place of your own")
    .map(parseCommands);

/** Copies what a fresh clone of this repository would have. */
async function createClone(target: string): Promise<void> {
    const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const files = (await succeed("git", args, { cwd: root, timeoutMs: 60_000 })).split("\0");
    for (const file of files.filter((name) => name !== "" && existsSync(path.join(root, name))))
        await cp(path.join(root, file), path.join(target, file));
}

async function runAll(
    commands: readonly Command[] | undefined,
    options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<void> {
    if (commands === undefined) throw new Error("examples/README.md has no such block any more.");
    for (const {
        words: [program = "", ...args],
    } of commands)
        await succeed(program, args, { ...options, timeoutMs: 600_000 });
}

describe("a copied example is installed as examples/README.md says, with a package that a clone has made", () => {
    let folder: string;
    beforeAll(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "example-"));
        const clone = path.join(folder, "pulumi-modelarts");
        await createClone(clone);
        await runAll(pack, { cwd: clone, env: await environmentWith("npm") });
        await rm(clone, { recursive: true });
    }, 700_000);
    beforeEach(async () => {
        await mkdir(path.join(folder, "boards"));
        for (const name of ["package.json", "index.ts", "tsconfig.json"]) {
            const text = await readFile(path.join(root, "examples", "tensorboard", name));
            await writeFile(path.join(folder, "boards", name), text);
        }
        // yarn takes a folder without a lock file for a part of the project above it.
        await writeFile(path.join(folder, "boards", "yarn.lock"), "");
    });
    afterEach(() => rm(path.join(folder, "boards"), { recursive: true }));
    afterAll(() => rm(folder, { recursive: true }));

    test.each<PackageManager>(["npm", "pnpm", "yarn", "bun"])(
        "by %s",
        async (manager) => {
            const cwd = path.join(folder, "boards");
            const commands = installs.find((all) => all.at(-1)?.words[0] === manager);
            await runAll(commands, { cwd, env: await environmentWith(manager) });
            const resolve = createRequire(path.join(cwd, "index.js")).resolve;
            expect(resolve("pulumi-modelarts/dynamic")).toContain("dynamicProvider.js");
            expect(createRequire(resolve("pulumi-modelarts/dynamic")).resolve("axios")).toContain(folder);
        },
        700_000,
    );
});
