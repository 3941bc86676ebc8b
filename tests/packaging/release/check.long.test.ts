import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { check } from "../../../tools/release/check";
import { entryFaults } from "../../../tools/release/tools";
import { root } from "../../../tools/repository";
import { npm } from "../../../tools/package/npm";
import { packPackage } from "../../../tools/package/packed";

let folder: string;
beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-release-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("the package may be published as it is", async () => {
    expect(await check(folder, { write: false })).toEqual([]);
}, 120_000);

interface Manifest {
    typesVersions?: unknown;
    exports: Record<string, unknown>;
    bin: Record<string, string>;
}

describe("a package whose package.json", () => {
    test.each<[string, (manifest: Manifest) => void, string]>([
        ["has types for new resolvers only, is found by attw", (it) => delete it.typesVersions, "attw: "],
        [
            "names a file that there is not, is found by publint",
            (it) => (it.exports["./client"] = "./dist/clients.js"),
            "publint: ",
        ],
        [
            "names a command that there is not, is found by publint",
            (it) => (it.bin["pulumi-resource-modelarts"] = "pulumi-resource"),
            "publint: ",
        ],
    ])(
        "%s",
        async (_what, spoil, finder) => {
            const copy = path.join(folder, "package");
            await cp(path.join((await packPackage()).modules, "pulumi-modelarts"), copy, { recursive: true });
            const file = path.join(copy, "package.json");
            const manifest = JSON.parse(await readFile(file, "utf8")) as Manifest;
            spoil(manifest);
            await writeFile(file, JSON.stringify(manifest));
            await npm(copy, "pack", "--ignore-scripts");
            const tarball = path.join(copy, path.basename((await packPackage()).tarball));
            expect(await entryFaults(root, tarball)).toContainEqual(expect.stringContaining(finder));
        },
        300_000,
    );
});
