import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { cacheRoot, install, readInstallation } from "../installation";
import { executable } from "../platform";

const record = { version: "3.200.0", from: "go" } as const;

describe("the cache of engines", () => {
    let root: string;
    let folder: string;
    beforeEach(async () => {
        root = await mkdtemp(path.join(tmpdir(), "installation-"));
        folder = path.join(root, "engine", "one");
    });
    afterEach(() => rm(root, { recursive: true }));

    const fill = (text: string) => (partial: string) =>
        writeFile(path.join(partial, "bin", executable("pulumi")), text);

    it.each([
        [{ XDG_CACHE_HOME: "/somewhere" }, "/somewhere"],
        [{ XDG_CACHE_HOME: "not/absolute" }, path.join("/me", ".cache")],
        [{ XDG_CACHE_HOME: "" }, path.join("/me", ".cache")],
        [{}, path.join("/me", ".cache")],
    ])("with %j lies in %s", (env, base) => {
        expect(cacheRoot(env, "/me")).toBe(path.join(base, "pulumi-modelarts", "engine"));
    });

    it("gives back what was installed, with its folder first on PATH", async () => {
        await install(folder, record, fill("x"));
        expect(readInstallation(folder, "/usr/bin")).toEqual({
            ...record,
            pulumi: path.join(folder, "bin", executable("pulumi")),
            env: { PATH: [path.join(folder, "bin"), "/usr/bin"].join(path.delimiter) },
        });
    });

    it("has nothing half after a failure", async () => {
        await expect(install(folder, record, () => Promise.reject(new Error("no luck")))).rejects.toThrow(
            "no luck",
        );
        expect(await readdir(path.dirname(folder))).toEqual([]);
        expect(readInstallation(folder, undefined)).toBeUndefined();
    });

    it("lets two at once both succeed", async () => {
        await Promise.all([install(folder, record, fill("a")), install(folder, record, fill("b"))]);
        expect(readInstallation(folder, undefined)).toBeDefined();
        expect(await readdir(path.dirname(folder))).toEqual(["one"]);
    });

    it("replaces a damaged folder", async () => {
        await mkdir(path.join(folder, "bin"), { recursive: true });
        await install(folder, record, fill("x"));
        expect(readInstallation(folder, undefined)).toBeDefined();
    });

    it("sweeps away what was abandoned long ago, and not what may be under way", async () => {
        const engines = path.dirname(folder);
        await mkdir(path.join(engines, "old.partial"), { recursive: true });
        await mkdir(path.join(engines, "young.partial"));
        await utimes(path.join(engines, "old.partial"), new Date(0), new Date(0));
        await install(folder, record, fill("x"));
        expect((await readdir(engines)).sort()).toEqual(["one", "young.partial"]);
    });
});
