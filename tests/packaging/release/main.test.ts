import { runScript } from "../../../tools/engine/interruption";

const script = "tools/release/main.ts";

test("a release of an SDK in an unknown language ends before anything is made", async () => {
    const { code, text } = await runScript(script, () => ["make", "0.1.0", "--sdks", "nodejs,pyton"]);
    expect([code, text]).toEqual([1, expect.stringContaining("There is no SDK for pyton,")]);
}, 60_000);
