import { runScript } from "../../../tools/engine/interruption";
import { planOf } from "./plan";
import { playEpisode } from "./walk";

const steps = 3;

describe("a short random walk", () => {
    it("is the same whenever its seed is the same", () => {
        expect(planOf(7)).toEqual(planOf(7));
        expect(planOf(8)).not.toEqual(planOf(7));
    });

    it.each([
        { seed: 7, dialect: "otc", provider: "plugin" },
        { seed: 8, dialect: "huawei", provider: "dynamic resource" },
    ])(
        "keeps the invariants with network faults, in the variant $dialect of the API, by the $provider",
        async ({ seed, dialect, provider }) => {
            const plan = planOf(seed, steps);
            expect(plan).toMatchObject({ provider, service: { dialect } });
            const lines: string[] = [];
            const faultCount = await playEpisode(plan, (line) => lines.push(line)).catch((error: unknown) => {
                throw new Error([...lines, String(error)].join("\n"), { cause: error });
            });
            expect(faultCount).toBeGreaterThan(0);
        },
        180_000,
    );
});

describe("the command that interrupts runs", () => {
    it("leaves no process and no folder behind when it is interrupted itself", async () => {
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
});
