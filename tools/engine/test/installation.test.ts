import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { executable } from "../executables";
import { cacheRoot, install, readInstallation } from "../installation";

const record = { version: "3.200.0", from: "go" } as const;

describe("the cache of engines", () => {
    let root: string;
    let folder: string;
    beforeEach(async () => {
        root = await mkdtemp(path.join(tmpdir(), "installation-"));
        folder = path.join(root, "engine", "one");
    });
    afterEach(() => rm(root, { recursive: true }));

    const fill = (partial: string) => writeFile(path.join(partial, "bin", executable("pulumi")), "");

    test.each([
        [{ XDG_CACHE_HOME: "/somewhere" }, "/somewhere"],
        [{ XDG_CACHE_HOME: "not/absolute" }, path.join("/me", ".cache")],
        [{ XDG_CACHE_HOME: "" }, path.join("/me", ".cache")],
        [{}, path.join("/me", ".cache")],
    ])("with %j lies in %s", (env, base) => {
        expect(cacheRoot(env, "/me")).toBe(path.join(base, "pulumi-modelarts", "engine"));
    });

    test("gives what two callers install at once, with its folder first on PATH", async () => {
        await Promise.all([install(folder, record, fill), install(folder, record, fill)]);
        expect(readInstallation(folder, "/usr/bin")).toEqual({
            ...record,
            pulumi: path.join(folder, "bin", executable("pulumi")),
            env: { PATH: [path.join(folder, "bin"), "/usr/bin"].join(path.delimiter) },
        });
        expect(await readdir(path.dirname(folder))).toEqual(["one"]);
    });

    test("keeps nothing of an installation that fails", async () => {
        const failure = () => Promise.reject(new Error("disk full"));
        await expect(install(folder, record, failure)).rejects.toThrow("disk full");
        expect(await readdir(path.dirname(folder))).toEqual([]);
    });

    test("replaces a folder in which files are missing", async () => {
        await mkdir(path.join(folder, "bin"), { recursive: true });
        await install(folder, record, fill);
        expect(readInstallation(folder, undefined)).toBeDefined();
    });

    test("removes what a process left behind that has ended, and only that", async () => {
        const abandoned = `${folder}.999999999.partial`;
        const underWay = `${folder}.${process.ppid}.partial`;
        for (const partial of [abandoned, underWay]) await mkdir(partial, { recursive: true });
        await install(folder, record, fill);
        expect((await readdir(path.dirname(folder))).sort()).toEqual(["one", path.basename(underWay)]);
    });
});
