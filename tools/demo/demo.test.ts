import { runScript } from "../engine/interruption";

const script = "tools/demo/demo.ts";

describe("the demo", () => {
    it("shows the stop going out on the update and on the destroy, and ends well", async () => {
        const { code, text, leftovers } = await runScript(script, () => []);
        expect(text).toContain("nothing is left running");
        expect(code).toBe(0);
        expect(text.match(/POST .*\/8992\/stop/g)).toHaveLength(2);
        expect(leftovers.folders).toEqual([]);
    }, 240_000);

    it("cleans up when it is interrupted in the middle", async () => {
        const {
            code,
            text,
            whenInterrupted,
            leftovers: left,
        } = await runScript(script, () => [], {
            signal: "SIGINT",
            when: (sofar) => sofar.includes("creating"),
        });
        expect(text).toContain("Stopped by SIGINT");
        expect(code).toBe(130);
        expect(whenInterrupted?.folders).not.toEqual([]);
        expect(left).toEqual({ processes: [], folders: [] });
    }, 120_000);
});
