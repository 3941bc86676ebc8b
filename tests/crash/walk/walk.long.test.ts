import { runScript } from "../../../tools/engine/interruption";
import { planOf } from "./plan";
import { walk } from "./walk";

const seed = 7;
const steps = 3;

describe("a short random walk", () => {
    it("is the same whenever its seed is the same", () => {
        expect(planOf(seed)).toEqual(planOf(seed));
        expect(planOf(seed + 1)).not.toEqual(planOf(seed));
    });

    it("keeps the invariants with network faults, in both variants of the API and through both providers", async () => {
        const lines: string[] = [];
        const succeeded = await walk(
            seed,
            (episodes) => episodes < 2,
            (line) => lines.push(line),
            steps,
        );
        expect({ succeeded, lines: lines.join("\n") }).toMatchObject({ succeeded: true });
        const plans = [planOf(seed, steps), planOf(seed + 1, steps)];
        expect(plans.map(({ service }) => service.dialect)).toEqual(["otc", "huawei"]);
        expect(plans.map(({ provider }) => provider)).toEqual(["plugin", "dynamic resource"]);
        for (const { provider } of plans)
            expect(lines).toContainEqual(
                expect.stringMatching(new RegExp(`^${provider}: as declared, with [1-9]\\d* faults$`)),
            );
    }, 180_000);

    it("leaves no process and no folder behind when it is interrupted", async () => {
        // By then the engine has started its language host or its plugin.
        const when = (text: string, processes: number) => text.includes('"operation"') && processes > 2;
        const { code, text, whenInterrupted, leftovers } = await runScript(
            "tests/crash/main.ts",
            () => ["soak"],
            { signal: "SIGTERM", when },
        );
        expect(text).toMatch(/^seed \d+\n/);
        expect(code).toBe(130);
        expect(whenInterrupted?.folders).not.toEqual([]);
        expect(leftovers).toEqual({ processes: [], folders: [] });
    }, 120_000);
});
