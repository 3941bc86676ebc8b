import { readDocument } from "./docs/markdown";
import { runScript } from "./engine/interruption";

const script = "tools/demo.ts";

const withoutSeconds = (text: string): string => text.replace(/\(\d+(\.\d+)?s\)/g, "(1s)");

/** Returns what the README contains below its program. The first line is the command. */
function outputOfReadme(): string[] {
    const block = readDocument("README.md").blocks.find(({ language }) => language === "text");
    return withoutSeconds(block?.text ?? "").split("\n");
}

describe("the demo", () => {
    test("shows the stop on the update and on the destroy, and exits with 0", async () => {
        const { code, text, leftovers } = await runScript(script, () => []);
        expect(text).toContain("nothing is left running");
        expect(code).toBe(0);
        expect(text.match(/POST .*\/8992\/stop/g)).toHaveLength(2);
        const [, ...expectedLines] = outputOfReadme();
        const lines = withoutSeconds(text).split("\n");
        expect(lines.filter((line) => expectedLines.includes(line))).toEqual(expectedLines);
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
