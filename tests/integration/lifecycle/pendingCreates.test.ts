import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { there, twoProjects, useEmulator } from "../../support/emulatedClient";
import {
    automaticName,
    board,
    boardUrn,
    boardWith,
    InterruptedRuns,
    machineWith,
} from "../../support/interruptedCreates";

const emulator = useEmulator({ boot: 0.05, stop: 0, projects: twoProjects });
let runs: InterruptedRuns;
beforeEach(() => {
    runs = new InterruptedRuns(emulator());
});

const countCreates = () => emulator().requests.filter(({ call }) => call === "create").length;
const jobs = () => emulator().jobs.map(({ id, trainUrl }) => [id, trainUrl]);

describe("the job of a killed run", () => {
    test("is resumed by the next run, which creates no second one", async () => {
        const id = await runs.createAndKill(board);
        const { id: again, state } = await runs.start().create(board);
        expect(again).toBe(id);
        expect(state.outputs).toMatchObject({ visualizationId: id, state: "running", name: "board" });
        expect(countCreates()).toBe(0);
    });

    test("gives its automatic name to the next run, for the same job only", async () => {
        await runs.createAndKill(boardWith({ name: "board-0123abc" }));
        expect(automaticName(runs.start())).toBe("board-0123abc");
        expect(automaticName(runs.start(), { trainUrl: "/bucket/other/" })).not.toBe("board-0123abc");
        expect(automaticName(runs.start(), {}, boardUrn.replace("board", "other"))).toMatch(/^other-/);
        expect(automaticName(runs.start(machineWith("file:///other")))).not.toBe("board-0123abc");
    });

    test("is deleted first when the program now wants another job", async () => {
        const id = await runs.createAndKill(board);
        const { id: other } = await runs.start().create(boardWith({ trainUrl: "/bucket/other/" }));
        expect(other).not.toBe(id);
        expect(jobs()).toEqual([[other, "/bucket/other/"]]);
    });

    test("is deleted when the program now wants a job in another project", async () => {
        const id = await runs.createAndKill(board);
        const projectId = there;
        const run = runs.start();
        const { inputs } = run.check({}, { urn: boardUrn, inputs: { ...board.inputs, projectId } });
        const { id: other } = await run.create({ urn: boardUrn, inputs });
        expect(emulator().jobs.map((job) => job.id)).toEqual([other]);
        expect(other).not.toBe(id);
        expect(runs.warnings).toEqual([]);
    });

    test("is deleted when the program now adopts another job, by the policy of its own", async () => {
        await runs.createAndKill(board);
        emulator().makeJob({ id: 1 });
        const run = runs.start();
        const { inputs } = run.check({}, { urn: boardUrn, inputs: { visualizationId: "1" } });
        expect(inputs.deletionPolicy).toBe("stop");
        await run.create({ urn: boardUrn, inputs });
        expect(emulator().jobs.map(({ id }) => id)).toEqual(["1"]);
    });

    test("is stopped and named when its policy keeps it, by each run until one ends whole", async () => {
        const id = await runs.createAndKill(boardWith({ deletionPolicy: "stop" }));
        const createOther = async (): Promise<Lifecycle> => {
            runs.warnings.length = 0;
            const run = runs.start();
            await run.create(boardWith({ name: "other", trainUrl: "/bucket/other/" }));
            expect(runs.warnings.join()).toContain(`"board" (${id})`);
            return run;
        };
        await createOther();
        expect(emulator().job(id)).toMatchObject({ statusName: "KILLED" });
        const secondRun = await createOther();
        expect(runs.records).toHaveLength(2);
        secondRun.close();
        expect(runs.records).toHaveLength(1);
    });

    test("is named when it cannot be reached, and its record stays", async () => {
        const id = await runs.createAndKill(board);
        const { modelarts, iam } = emulator().info;
        const endpoints = JSON.stringify({ modelarts: modelarts.replace("127.0.0.1", "localhost"), iam });
        const settings = { "huaweicloud:endpoints": endpoints };
        await runs.start({}, settings).create(boardWith({ name: "other" }));
        expect(runs.warnings.join()).toContain(`"board" (${id}) in project`);
        expect((await runs.start().create(board)).id).toBe(id);
    });

    test("is restarted after a failed start, and gets the new description", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        await expect(runs.start().create(board)).rejects.toThrow();
        const { state } = await runs.start().create(boardWith({ description: "new" }));
        expect(state.outputs).toMatchObject({ state: "running", description: "new" });
        expect(emulator().jobs).toMatchObject([{ statusName: "RUNNING", description: "new" }]);
        expect(emulator().jobs).toHaveLength(1);
    });

    test("is left to a resource that adopts it", async () => {
        const id = await runs.createAndKill(board);
        const next = runs.start();
        next.check({}, { urn: boardUrn.replace("board", "adopted"), inputs: { visualizationId: id } });
        await expect(next.create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
    });

    test.each([
        ["fails", 2, { status: 503 }],
        ["is killed", 0, undefined],
    ])("is still recorded where its adoption %s", async (_, nth, response) => {
        const id = await runs.createAndKill(board);
        const run = runs.start();
        const { inputs } = run.check({}, { urn: boardUrn, inputs: { visualizationId: id } });
        if (response !== undefined)
            emulator().injectFault({ match: { call: "show" }, nth, times: 5, response });
        const adoption = run.create({ urn: boardUrn, inputs });
        await (response === undefined ? adoption : expect(adoption).rejects.toThrow());
        emulator().clearFaults();
        await runs
            .start()
            .create({ urn: boardUrn.replace("board", "z"), inputs: { ...board.inputs, name: "z" } });
        expect(runs.warnings.join()).toContain(`"board" (${id}) in project`);
    });

    test("is not resumed by a stack of another backend", async () => {
        await runs.createAndKill(board);
        await expect(runs.start(machineWith("file:///other")).create(board)).rejects.toMatchObject({
            kind: "duplicate-name",
        });
        expect(emulator().jobs).toHaveLength(1);
    });

    test("is not known at another machine, where a fixed name keeps it from being created again", async () => {
        const id = await runs.createAndKill(board);
        const elsewhere = new InterruptedRuns(emulator());
        await expect(elsewhere.start().create(board)).rejects.toThrow(`visualizationId: "${id}"`);
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
    });

    test("of a hosted backend is used for the same job only: another organization may have such a stack", async () => {
        const hostedMachine = machineWith("https://api.pulumi.com");
        const id = await runs.createAndKill(board, hostedMachine);
        await runs.start(hostedMachine).create(boardWith({ name: "other" }));
        expect(emulator().job(id)).toMatchObject({ statusName: "RUNNING" });
        expect(runs.warnings.join()).toContain("this machine does not tell whether it was this stack");
        expect((await runs.start(hostedMachine).create(board)).id).toBe(id);
    });

    test("is named by a run that does not create its resource", async () => {
        const id = await runs.createAndKill(board);
        const other = {
            urn: boardUrn.replace("board", "other"),
            inputs: { name: "o", trainUrl: "/bucket/o/" },
        };
        await runs.start().create(other);
        expect(runs.warnings).toHaveLength(1);
        expect(runs.warnings.join()).toMatch(
            new RegExp(`"board" \\(${id}\\) in project \\w+, region cn-north-4`),
        );
    });
});

describe("a job that the engine had received just before it ended", () => {
    test("is named by the next create, which fails once while the job runs", async () => {
        const id = await runs.createAndEnd(board);
        // The engine of a killed run has perhaps not shown the error.
        await expect(runs.start().create(board)).rejects.toThrow(`set visualizationId: "${id}"`);
        const run = runs.start();
        await expect(run.create(board)).rejects.toThrow(`set visualizationId: "${id}"`);
        run.close();
        expect(emulator().jobs).toHaveLength(1);
        emulator().changeJob(id, { name: "renamed" });
        expect((await runs.start().create(board)).id).not.toBe(id);
    });

    test("is named, and a new one runs, when it has been stopped elsewhere", async () => {
        const id = await runs.createAndEnd(board);
        emulator().moveJob(id, 10);
        const { id: other, state } = await runs.start().create(boardWith({ name: "other" }));
        expect([other === id, state.outputs.state]).toEqual([false, "running"]);
        expect(runs.warnings.join()).toContain(`"board" (${id})`);
    });

    test("is kept and named when the program now wants another job", async () => {
        const id = await runs.createAndEnd(board);
        const { id: other } = await runs
            .start()
            .create(boardWith({ name: "other", trainUrl: "/bucket/other/" }));
        expect(jobs()).toEqual([
            [id, "/bucket/logs/"],
            [other, "/bucket/other/"],
        ]);
        expect(runs.warnings.join()).toContain(`"board" (${id})`);
        expect(automaticName(runs.start())).not.toBe("board");
    });

    test("is named once no call of a whole run has shown it", async () => {
        const id = await runs.createAndEnd(board);
        const other = {
            urn: boardUrn.replace("board", "other"),
            inputs: { name: "o", trainUrl: "/bucket/o/" },
        };
        await runs.createAndEnd(other);
        expect(runs.warnings).toEqual([]);
        await runs.start().create({
            ...other,
            urn: boardUrn.replace("board", "third"),
            inputs: { ...other.inputs, name: "t" },
        });
        expect(runs.warnings.join()).toContain(`"board" (${id})`);
    });
});
