import { runScript } from "../../tools/engine/interruption";
import { providers } from "../../tools/engine/providers";
import { playRounds } from "./rounds";

test("twenty interrupted runs end as declared when the same command runs again: one job each, none left", async () => {
    const lines: string[] = [];
    const hasSucceeded = await playRounds({
        seed: 1,
        interruptTarget: 20,
        say: (line) => lines.push(line),
    });
    expect({ hasSucceeded, lines: lines.join("\n") }).toMatchObject({ hasSucceeded: true });
    for (const { name } of providers)
        expect(lines).toContainEqual(expect.stringContaining(`by the ${name}: `));
}, 600_000);

test("leaves no process and no folder behind when the command is interrupted itself", async () => {
    // By then the engine has started its language host or its plugin.
    const when = (text: string, processes: number) => text.startsWith("seed") && processes > 3;
    const interruption = { signal: "SIGTERM", when } as const;
    const { code, text, whenInterrupted, leftovers } = await runScript(
        "tests/crash/main.ts",
        () => [],
        interruption,
    );
    expect(text).toMatch(/^seed \d+: /);
    expect(code).toBe(130);
    expect(whenInterrupted?.folders).not.toEqual([]);
    expect(leftovers).toEqual({ processes: [], folders: [] });
}, 120_000);
