import { run, succeed } from "../childProcess";

const node = process.execPath;

describe("run", () => {
    test("gives the exit code and both outputs", async () => {
        const chunks: string[] = [];
        const script = "console.log('out'); console.error('err'); process.exitCode = 7";
        const result = await run(node, ["-e", script], {
            timeoutMs: 20_000,
            onOutput: (text) => chunks.push(text),
        });
        expect(result).toMatchObject({ code: 7, stdout: "out\n", stderr: "err\n" });
        expect(chunks.join("")).toContain("out");
    });

    test("names a program that cannot be started", async () => {
        await expect(run("no-such-program", ["--flag"], { timeoutMs: 1_000 })).rejects.toThrow(
            "no-such-program --flag could not be started",
        );
    });

    test("gives a failure where a signal ended the program", async () => {
        const { code } = await run(node, ["-e", "process.kill(process.pid, 'SIGKILL')"], {
            timeoutMs: 20_000,
        });
        expect(code).not.toBe(0);
    });

    test("ends all descendants after the timeout, those in their own process groups too", async () => {
        // Each process keeps the pipe of the outputs open, so the run ends only with the last process.
        const script = `
            const { spawn } = require("child_process");
            for (const detached of [false, true]) {
                spawn(process.execPath, ["-e", "setTimeout(() => {}, 15000)"], { stdio: "inherit", detached });
            }
            console.log("all started"); setInterval(() => {}, 1000);`;
        const started = Date.now();
        await expect(run(node, ["-e", script], { timeoutMs: 1_500 })).rejects.toThrow(
            /not done after 1.5 s. Its last lines:\nall started/,
        );
        expect(Date.now() - started).toBeLessThan(10_000);
    }, 20_000);
});

test("succeed gives the standard output, and rejects with both outputs for another exit code than 0", async () => {
    const script = "console.log('out'); console.error('err'); process.exitCode = Number(process.argv[1])";
    const options = { timeoutMs: 20_000 };
    expect(await succeed(node, ["-e", script, "0"], options)).toBe("out\n");
    await expect(succeed(node, ["-e", script, "7"], options)).rejects.toThrow(" 7 ended with 7:\nout\nerr\n");
});
