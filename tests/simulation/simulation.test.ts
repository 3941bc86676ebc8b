import { providers } from "../../tools/engine/providers";
import { describeWithEngine, engineBuildMs } from "./host/describeWithEngine";
import { requireEngineFile } from "./host/engineBuild";
import { EngineHost } from "./host/engineHost";
import { expectedCells } from "./history/expectedCells";
import { foundHistories } from "./history/foundHistories";
import { playCommands, playSeed } from "./history/history";
import { playSeeds } from "./history/parallelSeeds";
import { emptyResult, historyLength } from "./history/seeds";

/** As many have 5,000 commands. */
const fixedSeeds = 172;

describeWithEngine("random histories", () => {
    let result = emptyResult();
    let host: EngineHost;

    beforeAll(async () => {
        const file = await requireEngineFile();
        host = new EngineHost(file);
    }, engineBuildMs);
    afterAll(() => host.destroy());

    test.each(providers)(
        "are the same in two runs of a seed, by the $name",
        async ({ name }) => {
            for (const seed of ["one", "two", "three"]) {
                const first = await playSeed(host, name, seed, historyLength);
                const second = await playSeed(host, name, seed, historyLength);
                expect(second.log).toEqual(first.log);
                expect(first.log.length).toBeGreaterThan(50);
            }
        },
        60_000,
    );

    test.each(foundHistories.flatMap((history) => providers.map(({ name }) => [...history, name] as const)))(
        "violate no rule where %s",
        async (_, commands, seed, name) => {
            const { violations } = await playCommands(host, name, seed, commands);
            expect(violations).toEqual([]);
        },
        60_000,
    );

    test("leave no server of a provider behind", async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        expect(process.getActiveResourcesInfo()).not.toContain("TCPServerWrap");
    });

    test("violate no rule", async () => {
        result = await playSeeds({ seed: "fixed", count: fixedSeeds }, () => undefined);
        expect(result.violations.join("\n\n")).toBe("");
        expect(result.commandCount).toBeGreaterThanOrEqual(5000);
    }, 1_800_000);

    test("exercise all that is expected of them", () => {
        const missing = Object.entries(expectedCells).flatMap(([table, cells]) =>
            cells.filter((cell) => result.tally.count(table, cell) === 0).map((cell) => `${table}: ${cell}`),
        );
        expect(missing).toEqual([]);
    });
});
