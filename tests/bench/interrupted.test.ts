import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as rest } from "node:timers/promises";

import { descendants, killTree } from "../engine/processTree";

const main = path.join(__dirname, "main.ts");
const looks = 300;

/** Until `probe` answers with something, or long enough. */
async function eventually<T>(probe: () => Promise<T | undefined>): Promise<T | undefined> {
    for (let look = 0; look < looks; look++) {
        const found = await probe();
        if (found !== undefined) return found;
        await rest(100);
    }
    return undefined;
}

/** The compiler keeps a cache, which is no leftover. */
async function left(folder: string): Promise<string[]> {
    return (await readdir(folder)).filter((name) => !name.startsWith("v8-compile-cache"));
}

function lives(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

test("a benchmark that is interrupted ends with 130, and leaves no process and no folder", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-interrupted-"));
    const args = [
        require.resolve("ts-node/dist/bin"),
        "--transpile-only",
        main,
        "--sizes",
        "1",
        "--out",
        folder,
    ];
    const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
    const child = spawn(process.execPath, args, { env, stdio: "ignore" });
    const { pid = 0 } = child;
    const exited = once(child, "exit");
    try {
        // The emulator, the engine, its language host and its plugin.
        const started = await eventually(() => {
            const pids = descendants(pid);
            return Promise.resolve(pids.length >= 5 ? pids : undefined);
        });
        expect(started).toBeDefined();
        expect(await left(folder)).toHaveLength(1);
        process.kill(pid, "SIGINT");
        expect(await exited).toEqual([130, null]);
        await eventually(() => Promise.resolve(started?.some(lives) === true ? undefined : true));
        expect(started?.filter(lives)).toEqual([]);
        expect(await left(folder)).toEqual([]);
    } finally {
        killTree(pid);
        await rm(folder, { recursive: true, force: true });
    }
}, 60_000);
