import { type ExistingResource, useEngineRuns } from "../../support/engineRuns";

const { emulator, runs } = useEngineRuns({ boot: 0, stop: 0 });
const board = { trainUrl: "/bucket/logs/", name: "board" };
const hint = /still has job \d+, .* Set the option deleteBeforeReplace: true/;

/** Returns the error of a create whose resource has a job in the state already. */
async function replace({ state, resource: { urn = "" } }: ExistingResource, inputs: object): Promise<Error> {
    const run = runs().start();
    const checkResult = run.check({}, { urn, inputs: { ...inputs } }, { priorOutputs: { ...state.outputs } });
    return run.create({ urn, inputs: checkResult.inputs }).then(
        () => new Error("There was no error"),
        (error: unknown) => error as Error,
    );
}

describe("the error of a create that replaces a job", () => {
    test("advises to delete first where that job has the name", async () => {
        const x = await runs().createExisting("x", board);
        expect((await replace(x, board)).message).toMatch(hint);
    });

    test("advises to delete first where that job fills the quota", async () => {
        const x = await runs().createExisting("x", board);
        emulator().setOptions({ jobQuota: 1 });
        const { message } = await replace(x, { ...board, name: "other" });
        emulator().setOptions({ jobQuota: 1000 });
        expect(message).toMatch(hint);
    });

    test("names the job that has the name where an earlier run has removed that of the state", async () => {
        const x = await runs().createExisting("x", board);
        emulator().removeJob(x.id);
        emulator().makeJob({ id: 700, name: "board" });
        const { message } = await replace(x, board);
        expect(message).toContain("The job 700 (RUNNING) has that name.");
        expect(message).not.toMatch(hint);
    });

    test("names the job that has the name where that of the state has another one", async () => {
        const x = await runs().createExisting("x", board);
        emulator().makeJob({ id: 700, name: "other" });
        const { message } = await replace(x, { ...board, name: "other" });
        expect(message).toContain("The job 700 (RUNNING) has that name.");
        expect(message).not.toMatch(hint);
    });
});
