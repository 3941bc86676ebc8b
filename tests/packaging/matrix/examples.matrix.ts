import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { readDocument } from "../../../tools/docs/markdown";
import { root } from "../../../tools/repository";
import { parseCommands } from "../../../tools/docs/shell";
import { succeed } from "../../../tools/engine/childProcess";
import { packPackage } from "../../../tools/package/packed";
import { environmentWith, type PackageManager } from "./packageManagers";

/** The commands of examples/README.md that install the package in a copied example. */
const installs = readDocument("examples/README.md")
    .blocks.filter(({ under }) => under === "In a place of your own")
    .slice(1)
    .map(parseCommands);

describe("a copied example is installed as its README says", () => {
    let folder: string;
    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "example-"));
        const { tarball } = await packPackage();
        await cp(tarball, path.join(folder, path.basename(tarball)));
        await mkdir(path.join(folder, "boards"));
        for (const name of ["package.json", "index.ts", "tsconfig.json"]) {
            const text = await readFile(path.join(root, "examples", "tensorboard", name));
            await writeFile(path.join(folder, "boards", name), text);
        }
        // yarn takes a folder without a lock file for a part of the project above it.
        await writeFile(path.join(folder, "boards", "yarn.lock"), "");
    }, 60_000);
    afterEach(() => rm(folder, { recursive: true }));

    test.each<PackageManager>(["npm", "pnpm", "yarn", "bun"])(
        "by %s",
        async (manager) => {
            const commands = installs.find((all) => all.at(-1)?.words[0] === manager) ?? [];
            expect(commands.length).toBeGreaterThan(0);
            const cwd = path.join(folder, "boards");
            const env = await environmentWith(manager);
            for (const {
                words: [program = "", ...args],
            } of commands)
                await succeed(program, args, { cwd, env, timeoutMs: 240_000 });
            const resolve = createRequire(path.join(cwd, "index.js")).resolve;
            expect(resolve("pulumi-modelarts/dynamic")).toContain("dynamicProvider.js");
            expect(createRequire(resolve("pulumi-modelarts/dynamic")).resolve("axios")).toContain(folder);
        },
        300_000,
    );
});
