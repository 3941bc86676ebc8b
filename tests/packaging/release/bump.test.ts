import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { documents } from "../../../tools/docs/markdown";
import { root } from "../../../tools/repository";
import { bump } from "../../../tools/release/bump";
import { filesIn } from "../../../tools/package/checksums";
import { versionFaults } from "../../../tools/release/versions";

let folder: string;
const parts = ["provider/package.json", "package-lock.json", "examples", "templates", ...documents()];
const isNoPackage = (file: string) =>
    !/^.(?:.*node_modules|examples.[^\\/]+.sdks)(?:[\\/]|$)/.test(file.slice(root.length));
beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-bump-"));
    for (const part of parts)
        cpSync(path.join(root, part), path.join(folder, part), { recursive: true, filter: isNoPackage });
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

interface Manifest {
    readonly version?: string;
    readonly dependencies?: Readonly<Record<string, string>>;
}
const text = (file: string, from = folder) => readFileSync(path.join(from, file), "utf8");
const json = (file: string) => JSON.parse(text(file)) as Manifest & { packages: Record<string, Manifest> };

test("a version goes into every file that repeats it, and into no other place", () => {
    const { version: old = "" } = json("provider/package.json");
    bump(folder, "7.8.9", documents());
    const manifests = filesIn(folder).filter((file) => /^(examples|templates)\/.*package\.json$/.test(file));
    expect(
        versionFaults({
            manifest: json("provider/package.json"),
            changelog: "\n## [7.8.9]\n",
            projects: Object.fromEntries(manifests.map((file) => [file, json(file)])),
            documents: Object.fromEntries(documents().map((file) => [file, text(file)])),
        }),
    ).toEqual([]);
    const { packages } = json("package-lock.json");
    expect(packages["provider"]?.version).toBe("7.8.9");
    const ranges = Object.values(packages).map(({ dependencies }) => dependencies?.["pulumi-modelarts"]);
    expect(new Set(ranges)).toEqual(new Set([undefined, "^7.8.9"]));
    for (const file of filesIn(folder)) expect(text(file).replaceAll("7.8.9", old)).toBe(text(file, root));
});
