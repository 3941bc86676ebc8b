import { run } from "../../../tools/engine/childProcess";
import { root } from "../../../tools/repository";

test("npm run bench -- --starts measures both forms of the plugin", async () => {
    const args = ["--require", "ts-node/register/transpile-only", "tools/bench/main.ts", "--starts"];
    const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root, timeoutMs: 240_000 });
    expect([code, stderr]).toEqual([0, ""]);
    for (const form of ["script, and Node.js", "executable"])
        expect(stdout).toMatch(new RegExp(`^\\| ${form} +\\| \\d+ \\(\\d+–\\d+\\)`, "m"));
}, 300_000);
