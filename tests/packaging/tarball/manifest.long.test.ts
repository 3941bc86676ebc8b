import { cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../../../tools/repository";
import { succeed } from "../../../tools/engine/childProcess";
import { npm } from "../../../tools/package/npm";

interface Manifest {
    readonly scripts: Readonly<Record<string, string>>;
}

test("npm pack leaves out the scripts that npm warns of at an installation, and changes nothing in the folder", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-pack-"));
    try {
        const copy = path.join(folder, "provider");
        await cp(path.join(root, "provider"), copy, {
            recursive: true,
            preserveTimestamps: true,
            filter: (file) => path.basename(file) !== "node_modules",
        });
        await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
        const manifest = path.join(copy, "package.json");
        const before = await readFile(manifest, "utf8");
        const [tarball] = JSON.parse((await npm(copy, "pack", "--json")).stdout) as [{ filename: string }];
        expect(await readFile(manifest, "utf8")).toBe(before);
        expect((JSON.parse(before) as Manifest).scripts).toHaveProperty("prepare");

        const args = ["-xzOf", tarball.filename, "package/package.json"];
        const stdout = await succeed("tar", args, { cwd: copy, timeoutMs: 20_000 });
        const installScripts = [
            "preinstall",
            "install",
            "postinstall",
            "prepare",
            "preprepare",
            "postprepare",
        ];
        const { scripts } = JSON.parse(stdout) as Manifest;
        expect(Object.keys(scripts).filter((name) => installScripts.includes(name))).toEqual([]);
    } finally {
        await rm(folder, { recursive: true });
    }
}, 120_000);
