import { runScript } from "../engine/interruption";

test("a benchmark that is interrupted exits with 130, and leaves no process and no folder", async () => {
    const args = (folder: string) => ["--sizes", "1", "--out", folder];
    const { code, text, whenInterrupted, leftovers } = await runScript("tools/bench/main.ts", args, {
        signal: "SIGINT",
        // These are the benchmark, the engine, its language host and its plugin.
        when: (_, processes) => processes >= 4,
    });
    expect(text).toContain("Stopped by SIGINT");
    expect(code).toBe(130);
    expect(whenInterrupted?.folders).toHaveLength(1);
    expect(leftovers).toEqual({ processes: [], folders: [] });
}, 60_000);
