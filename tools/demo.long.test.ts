import { runScript } from "./engine/interruption";

const script = "tools/demo.ts";

describe("the demo", () => {
    test("shows the stop on the update and on the destroy, and exits with 0", async () => {
        const { code, text, leftovers } = await runScript(script, () => []);
        expect(text).toContain("nothing is left running");
        expect(code).toBe(0);
        expect(text.match(/POST .*\/8992\/stop/g)).toHaveLength(2);
        expect(leftovers.folders).toEqual([]);
    }, 240_000);

    test("cleans up when it is interrupted", async () => {
        const { code, text, whenInterrupted, leftovers } = await runScript(script, () => [], {
            signal: "SIGINT",
            when: (output) => output.includes("creating"),
        });
        expect(text).toContain("Stopped by SIGINT");
        expect(code).toBe(130);
        expect(whenInterrupted?.folders).not.toEqual([]);
        expect(leftovers).toEqual({ processes: [], folders: [] });
    }, 120_000);
});
