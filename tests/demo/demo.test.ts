import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "..", "..");

interface End {
    readonly code: number | null;
    readonly text: string;
}

/** The demo as `npm run demo` starts it; `watch` may interfere while the text grows. */
function runDemo(temporary: string, watch: (text: string, interrupt: () => void) => void): Promise<End> {
    return new Promise((resolve, reject) => {
        const tsNode = require.resolve("ts-node/dist/bin");
        const child = spawn(process.execPath, [tsNode, "tests/demo/demo.ts"], {
            cwd: root,
            env: { ...process.env, TMPDIR: temporary },
        });
        let text = "";
        const take = (chunk: Buffer): void => {
            text += chunk.toString();
            watch(text, () => child.kill("SIGINT"));
        };
        child.stdout.on("data", take);
        child.stderr.on("data", take);
        child.once("error", reject);
        child.once("close", (code) => {
            resolve({ code, text });
        });
    });
}

describe("the demo", () => {
    let temporary: string;
    beforeEach(async () => {
        temporary = await mkdtemp(path.join(tmpdir(), "demo-"));
    });
    afterEach(() => rm(temporary, { recursive: true }));
    const projectsLeft = async (): Promise<string[]> =>
        (await readdir(temporary)).filter((name) => name.startsWith("pulumi-modelarts-"));

    it("shows the stop going out on the update and on the destroy, and ends well", async () => {
        const { code, text } = await runDemo(temporary, () => undefined);
        expect(text).toContain("nothing is left running");
        expect(code).toBe(0);
        expect(text.match(/POST .*\/8992\/stop/g)).toHaveLength(2);
        expect(await projectsLeft()).toEqual([]);
    }, 240_000);

    it("cleans up when it is interrupted in the middle", async () => {
        let interrupted = false;
        const { code, text } = await runDemo(temporary, (sofar, interrupt) => {
            if (interrupted || !sofar.includes("creating")) return;
            interrupted = true;
            interrupt();
        });
        expect(text).toContain("Stopped by SIGINT");
        expect(code).toBe(130);
        expect(await projectsLeft()).toEqual([]);
    }, 120_000);
});
