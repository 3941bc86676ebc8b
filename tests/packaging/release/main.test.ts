import { runScript } from "../../../tools/engine/interruption";

const script = "tools/release/main.ts";

test("a release of an SDK in an unknown language ends before anything is made", async () => {
    const { code, text } = await runScript(script, () => ["make", "0.1.0", "--sdks", "nodejs,pyton"]);
    expect([code, text]).toEqual([1, expect.stringContaining("There is no SDK for pyton,")]);
}, 60_000);

test("a check that is interrupted cleans up, and ends with the exit code of a signal", async () => {
    const { code, text, whenInterrupted, leftovers } = await runScript(script, () => ["check"], {
        signal: "SIGINT",
        when: (_text, processes) => processes > 1,
    });
    expect([code, text]).toEqual([130, expect.stringContaining("Stopped by SIGINT")]);
    expect(whenInterrupted?.folders).not.toEqual([]);
    expect(leftovers).toEqual({ processes: [], folders: [] });
}, 60_000);
