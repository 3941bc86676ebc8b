import type { Resource } from "../../../provider/src/properties/inputs";
import { useEmulator } from "../../support/emulatedClient";
import { board, boardUrn, boardWith, InterruptedRuns } from "../../support/interruptedCreates";

/* These tests show which interrupted creates a run names. A warning about a job that a state has invites to delete it. */
const emulator = useEmulator({ boot: 0.05, stop: 0 });
let runs: InterruptedRuns;
beforeEach(() => {
    runs = new InterruptedRuns(emulator());
});

const resourceOf = (name: string, stack = "dev"): Resource => ({
    urn: boardUrn.replace("urn:pulumi:dev::", `urn:pulumi:${stack}::`).replace(/board$/, name),
    inputs: { ...board.inputs, name: `${stack}-${name}` },
});
const startProcess = (engine: number, processId: number) =>
    runs.start({ engineAddress: `127.0.0.1:${engine}`, processId, isProcessAlive: () => true });

test("not the create that is under way in another stack of the backend", async () => {
    const isSent = new Promise<void>((resolve) => {
        emulator().onRequest(({ call }) => {
            if (call === "create") resolve();
        });
    });
    const creation = startProcess(1, 1).create(resourceOf("board"));
    await isSent;
    await startProcess(2, 2).create(resourceOf("board", "prod"));
    await creation;
    expect(runs.warnings).toEqual([]);
});

test("not a job of another stack, whose run ended just after it had created the job", async () => {
    await runs.createAndEnd(resourceOf("board"));
    for (const stack of ["prod", "third"]) await runs.createAndEnd(resourceOf("board", stack));
    expect(runs.warnings).toEqual([]);
});

test("not a job that another process of the same run had created just before its end", async () => {
    const [one, two] = [startProcess(1, 1), startProcess(1, 2)];
    const first = await one.create(resourceOf("board"));
    const second = await two.create(resourceOf("other"));
    two.close();
    one.close();
    const next = startProcess(2, 3);
    for (const { id, state } of [first, second]) await next.read(id, state);
    expect(runs.warnings).toEqual([]);
});

test("the second job of an interrupted replacement, in each run that keeps the first one", async () => {
    const { id, state } = await runs.start().create(boardWith({ name: "board-1" }));
    await runs.start().read(id, state);
    const second = await runs.createAndKill(board);
    for (const description of ["one", "two"]) {
        const run = runs.start();
        const olds = { name: "board-1", trainUrl: "/bucket/logs/" };
        const news = { ...olds, description };
        const { inputs } = run.check(
            olds,
            { urn: boardUrn, inputs: news },
            { priorOutputs: { ...state.outputs } },
        );
        expect(run.diff(id, state, { urn: boardUrn, inputs }).replaces).toEqual([]);
    }
    expect(runs.warnings).toHaveLength(2);
    const expected = new RegExp(`"board" \\(${second}\\) .* goes on with job ${id}.*adopt the job`);
    for (const warning of runs.warnings) expect(warning).toMatch(expected);
});

test("the job of a killed create, also in a run that only deletes another resource", async () => {
    const former = await runs.start().create(resourceOf("former"));
    await runs.start().read(former.id, former.state);
    const id = await runs.createAndKill(board);
    await runs.start().delete(former.id, former.state);
    expect(runs.warnings.join()).toContain(`"board" (${id}) in project`);
    expect(emulator().jobs).toMatchObject([{ id, statusName: "RUNNING" }]);
});

test("with a second line where the state has the job after all", async () => {
    const former = await runs.start().create(resourceOf("former"));
    await runs.start().read(former.id, former.state);
    const { id, state } = await runs.start().create(board);
    const run = runs.start();
    await run.read(former.id, former.state);
    expect(runs.warnings).toHaveLength(1);
    await run.read(id, state);
    expect(runs.warnings).toHaveLength(2);
    expect(runs.warnings[1]).toContain(`The state has visualization job "board" (${id}) in project`);
    expect(runs.records).toEqual([]);
});
