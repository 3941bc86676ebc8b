import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";

import { run } from "./childProcess";
import { executable } from "./platform";

/**
 * Unpacks the archive of a release, with the system's tar, into `folder/bin`.
 * The archives hold `pulumi/` (Linux, macOS) or `pulumi/bin/` (Windows).
 */
export async function unpack(archive: string, folder: string): Promise<void> {
    const name = path.basename(archive);
    const unpacked = path.join(folder, "unpacked");
    await mkdir(unpacked, { recursive: true });
    const { code, stderr } = await run("tar", ["-xf", archive, "-C", unpacked], { timeoutMs: 300_000 });
    if (code !== 0) throw new Error(`tar cannot unpack ${name}: ${stderr.trim()}`);
    for (const inside of ["pulumi", path.join("pulumi", "bin")]) {
        const candidate = path.join(unpacked, inside);
        const files = await readdir(candidate).catch((): string[] => []);
        if (!files.includes(executable("pulumi"))) continue;
        await rm(path.join(folder, "bin"), { recursive: true, force: true });
        await rename(candidate, path.join(folder, "bin"));
        await rm(unpacked, { recursive: true, force: true });
        return;
    }
    throw new Error(`${name} does not hold pulumi/${executable("pulumi")}.`);
}
