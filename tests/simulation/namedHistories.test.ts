import { providers } from "../../tools/engine/providers";
import { playCommands } from "./history/history";
import type { NamedHistory } from "./history/named/namedHistory";
import { namedHistories } from "./history/namedHistories";
import { describeWithEngine, engineBuildMs } from "./host/describeWithEngine";
import { requireEngineFile } from "./host/engineBuild";
import { EngineHost } from "./host/engineHost";
import type { CommandResult } from "./player/commandResult";
import { nameOf } from "./player/programs";
import { isOwn } from "./rules/jobRules";

/** Names a created job by the order in which the first one of its ID was in a state or in a call. */
class MadeJobs {
    private readonly ids: string[] = [];

    describe(id: string): string {
        if (!isOwn({ id })) return id;
        if (!this.ids.includes(id)) this.ids.push(id);
        return `made ${this.ids.indexOf(id) + 1}`;
    }
}

/** Describes where a history has ended, as `NamedHistory` says it. */
function describeEnd(
    results: readonly CommandResult[],
    isInOrder: boolean,
): Pick<NamedHistory, "ends" | "calls"> {
    const madeJobs = new MadeJobs();
    const summaries = results.map(({ jobsInState, writes }) => ({
        jobs: jobsInState.map(({ urn, id = "", outputs }) => [
            nameOf(urn),
            `${madeJobs.describe(id)} ${outputs?.["state"] as string}`,
        ]),
        // The response to a create has the ID, its request has none.
        calls: writes.map((write) => write.split(" ")).map(([call = "", id = ""]) => [call, id] as const),
    }));
    const creates = summaries.flatMap(({ calls }) => calls).filter(([call]) => call === "create");
    const calls = summaries.slice(1).flatMap(({ calls }) => calls);
    const start = creates.length - calls.filter(([call]) => call === "create").length;
    let count = start;
    const texts = calls.map(([call, id]) =>
        call === "create" ? `create made ${(count += 1)}` : `${call} ${madeJobs.describe(id)}`,
    );
    return {
        ends: Object.fromEntries(summaries.at(-1)?.jobs ?? []) as Record<string, string>,
        calls: isInOrder ? texts : texts.sort(),
    };
}

const cases = namedHistories.flatMap((history) =>
    providers
        .filter(({ name }) => history.provider === undefined || history.provider === name)
        .map(({ name }) => ({ ...history, by: name })),
);

describeWithEngine("a history that a person wrote", () => {
    let host: EngineHost;
    beforeAll(async () => {
        host = new EngineHost(await requireEngineFile());
    }, engineBuildMs);
    afterAll(() => host.destroy());

    test.each(cases)(
        "$what (by the $by)",
        async ({ what, by, commands, ends, calls = [], isInOrder = false, prints = /^/ }) => {
            const { violations, results } = await playCommands(host, by, what, commands);
            expect(violations).toEqual([]);
            const own = results.slice(0, commands.length);
            expect(describeEnd(own, isInOrder)).toEqual({ ends, calls });
            expect(own.map(({ output }) => output).join("\n")).toMatch(prints);
        },
        60_000,
    );
});
