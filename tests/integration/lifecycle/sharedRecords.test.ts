import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { there, twoProjects, useEmulator } from "../../support/emulatedClient";
import { board, boardUrn, InterruptedRuns, machineWith } from "../../support/interruptedCreates";

/* In these tests several processes of one machine read and write the records, of one run or of several. */
const emulator = useEmulator({ boot: 0.05, stop: 0, projects: twoProjects });
let runs: InterruptedRuns;
beforeEach(() => {
    runs = new InterruptedRuns(emulator());
});

const namesake = { ...board, urn: boardUrn.replace("board", "former") };
const recordOf = (urn: string) =>
    runs.records.find((file) => runs.home.read(file).text.includes(`"${urn}"`)) ?? "";

/** Lets a process read the records. */
const readRecords = (run: Lifecycle) => run.check({}, { urn: boardUrn, inputs: { trainUrl: "/bucket/x/" } });

describe("the record of a create that did not arrive is not for the job", () => {
    afterEach(async () => {
        await expect(runs.start().create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(emulator().jobs).toHaveLength(1);
    });

    test("that a process creates which has read the records before", async () => {
        const otherStack = runs.start(machineWith("file:///other"));
        readRecords(otherStack);
        await runs.loseCreate("reset-before");
        await otherStack.create(namesake);
    });

    test("that a call of the same run has shown to be in a state before", async () => {
        const { id, state } = await runs.start().create(namesake);
        const run = runs.start();
        await run.read(id, state);
        await runs.loseCreate("reset-before", run);
    });

    test("that the same run has created before", async () => {
        const run = runs.start();
        await run.create(namesake);
        await runs.loseCreate("reset-before", run);
    });

    test("that another process of the same run has created before", async () => {
        const run = { engineAddress: "127.0.0.1:1", isProcessAlive: () => true };
        await runs.start({ ...run, processId: 1 }).create(namesake);
        await runs.loseCreate("reset-before", runs.start({ ...run, processId: 2 }));
    });
});

test("a job that another process has created since this one has read the records is no lost one", async () => {
    await runs.loseCreate("reset-before");
    const run = runs.start();
    readRecords(run);
    await runs.start(machineWith("file:///other")).create(namesake);
    await expect(run.create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
    expect(emulator().jobs).toHaveLength(1);
});

test("a create that did not arrive does not get the job that another stack has created a moment before", async () => {
    const { id } = await runs.start(machineWith("file:///other")).create(namesake);
    emulator().injectFault({ match: { call: "create" }, kind: "reset-before" });
    await expect(runs.start().create(board)).rejects.toMatchObject({
        outcomeUnknown: true,
        message: expect.stringContaining(`(${id}) is the job of another create on this machine`) as string,
    });
    await expect(runs.start().create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
    expect(emulator().jobs).toMatchObject([{ id, statusName: "RUNNING" }]);
});

test("a note about another job does not lengthen the time of the attempt", async () => {
    const former = await runs.start().create(namesake);
    emulator().removeJob(former.id);
    await runs.loseCreate("reset-before");
    const [now, hourMs] = [Date.now(), 3_600_000];
    const file = recordOf(boardUrn);
    const record = JSON.parse(runs.home.read(file).text) as object;
    runs.home.write(file, JSON.stringify({ ...record, since: now - hourMs }));
    runs.home.touch(file, now - hourMs + 1000);
    const createdAt = now - hourMs / 2;
    emulator().makeJob({ id: 1, name: "board", trainUrl: "/bucket/logs/", createdAt });
    await expect(runs.start().read(former.id, former.state)).resolves.toBeUndefined();
    expect(runs.home.read(file).text).toContain(`"others":["${former.id}"]`);
    await expect(runs.start().create(board)).rejects.toThrow(
        /not sure which job of that name is the one: 1 /,
    );
});

test("a record is not for the job of that number elsewhere, which another stack reports under that URN", async () => {
    const id = await runs.createAndKill(board);
    emulator().removeJob(id);
    emulator().makeJob({ id: Number(id), projectId: there });
    const otherStack = runs.start(machineWith("file:///other"));
    await otherStack.create({ urn: boardUrn, inputs: { visualizationId: id, projectId: there } });
    otherStack.close();
    expect(JSON.parse(runs.home.read(recordOf(boardUrn)).text)).not.toHaveProperty("told");
});

test("a whole run of another stack says nothing about whether a state has the job", async () => {
    await runs.createAndEnd(board);
    const otherStack = runs.start(machineWith("file:///other"));
    await otherStack.create({ ...namesake, inputs: { ...namesake.inputs, name: "other" } });
    otherStack.close();
    expect(JSON.parse(runs.home.read(recordOf(boardUrn)).text)).not.toHaveProperty("unseen");
});

test("a record that one process ends is not written again by another one", async () => {
    const id = await runs.createAndEnd(board);
    const one = runs.start();
    readRecords(one);
    const adoption = { urn: boardUrn.replace("board", "adopted"), inputs: { visualizationId: id } };
    const { state } = await runs.start().create(adoption);
    await runs.start().read(id, state);
    expect(runs.records).toEqual([]);
    one.close();
    expect(runs.records).toEqual([]);
});

test("a record stays while another create of that name may have made the job", async () => {
    await runs.loseCreate("reset-after");
    const file = recordOf(boardUrn);
    const { since, ...record } = JSON.parse(runs.home.read(file).text) as { readonly since: number };
    // The create of another stack waits for a throttled service.
    const rivalFile = file.replace(/[^/]*$/, "rival.json");
    const rival = { ...record, since: since + 1, stack: "other", urn: namesake.urn };
    runs.home.write(rivalFile, JSON.stringify(rival));
    const timer = setInterval(() => {
        runs.home.touch(rivalFile, Date.now());
    }, 10);
    try {
        const run = runs.start({}, { "modelarts:waitTimeout": "2" });
        await expect(run.create(board)).rejects.toThrow("too early to say that it has made no job");
    } finally {
        clearInterval(timer);
    }
    expect(runs.records).toContain(file);
});

test("a file that a killed process has half written is no second record of its job", async () => {
    const id = await runs.createAndKill(board);
    const file = recordOf(boardUrn);
    runs.home.write(`${file}.new`, runs.home.read(file).text);
    expect((await runs.start().create(board)).id).toBe(id);
    expect(emulator().jobs).toMatchObject([{ id, statusName: "RUNNING" }]);
});

test("a create that is under way in another process of the run is not named as one of an earlier run", async () => {
    const startProcess = (processId: number) =>
        runs.start({ engineAddress: "127.0.0.1:1", processId, isProcessAlive: () => true });
    const isSent = new Promise<void>((resolve) => {
        emulator().onRequest(({ call }) => {
            if (call === "create") resolve();
        });
    });
    const creation = startProcess(1).create(board);
    await isSent;
    const other = { urn: boardUrn.replace("board", "other"), inputs: { ...board.inputs, name: "other" } };
    await startProcess(2).create(other);
    await creation;
    expect(runs.warnings).toEqual([]);
});
