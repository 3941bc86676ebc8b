import { systemClock } from "../../../provider/src/modelarts/clock";
import { useEmulator } from "../../support/emulatedClient";
import { board, boardUrn, boardWith, InterruptedRuns, machineWith } from "../../support/interruptedCreates";

const emulator = useEmulator({ boot: 0.05, stop: 0 });
let runs: InterruptedRuns;
beforeEach(() => {
    runs = new InterruptedRuns(emulator());
});

const jobs = () => emulator().jobs.map(({ id, trainUrl }) => [id, trainUrl]);

describe("an unconfirmed create whose search failed", () => {
    test("is found by the next run without an ID", async () => {
        await runs.loseCreate("reset-after");
        const { id } = await runs.start().create(board);
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
        expect(emulator().requests.filter(({ call }) => call === "create")).toHaveLength(1);
    });

    test("is searched again where the list lacked it and changed each time that it was read", async () => {
        await runs.loseCreate("reset-after");
        for (let id = 1001; id <= 1100; id += 20) {
            const passing = Array.from({ length: 20 }, (_, index) => ({
                job_id: id + index,
                job_name: `board-${id + index}`,
                status: 8,
            }));
            for (const page of [passing, []])
                emulator().injectFault({
                    match: { call: "list" },
                    response: { status: 200, body: { jobs: page } },
                });
        }
        const create = runs.start().create(board);
        await expect(create).rejects.toMatchObject({ kind: "unexpected-response" });
        const { id } = await runs.start().create(board);
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
    });

    test.each([
        ["created before", { createdAt: -60_000, trainUrl: "/bucket/theirs/" }],
        ["created long after", { createdAt: 60_000, trainUrl: "/bucket/theirs/" }],
    ])("ignores a foreign job with the same name: %s", async (_, { createdAt, ...foreignJob }) => {
        await runs.loseCreate("reset-before");
        const time = Date.now() + createdAt;
        emulator().makeJob({ id: 1, name: "board", createdAt: time, ...foreignJob });
        await expect(runs.start().create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(emulator().jobs).toMatchObject([{ id: "1", statusName: "RUNNING" }]);
    });

    test.each([
        ["created before, with the same folder", { createdAt: Date.now() - 60_000 }],
        ["with another folder", { trainUrl: "/bucket/theirs/" }],
        ["with another description", { description: "theirs" }],
    ])("ends with the ID of a job that may be its own: %s", async (_, foreignJob) => {
        await runs.loseCreate("reset-before");
        emulator().makeJob({ id: 1, name: "board", trainUrl: "/bucket/logs/", ...foreignJob });
        for (const inputs of [{}, { name: "board-2" }, { trainUrl: "/bucket/new/" }]) {
            const create = runs.start().create(boardWith(inputs));
            await expect(create).rejects.toThrow(/not sure which job of that name is the one: 1 \(RUNNING/);
        }
        expect(emulator().jobs).toMatchObject([{ id: "1", statusName: "RUNNING" }]);
    });

    test("is not for the job that another stack has created since", async () => {
        await runs.loseCreate("reset-before");
        const other = { ...board, urn: boardUrn.replace("board", "other") };
        const { id } = await runs.start(machineWith("file:///other")).create(other);
        await expect(runs.start().create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
    });

    test("is not for the job that a call shows to be in a state", async () => {
        const namesake = { ...board, urn: boardUrn.replace("board", "former") };
        const former = await runs.start().create(namesake);
        await runs.loseCreate("reset-before");
        const run = runs.start();
        await run.read(former.id, former.state);
        await expect(run.create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(runs.records).toEqual([]);
        expect(jobs()).toEqual([[former.id, "/bucket/logs/"]]);
    });

    test.each([{ uniqueNames: true }, { uniqueNames: false }])(
        "is waited for where the list does not have its job yet: %j",
        async (names) => {
            emulator().setOptions({ listDelay: 1, ...names });
            await runs.loseCreate("reset-after");
            const [{ id } = { id: "" }] = emulator().jobs;
            const run = runs.start({}, { "modelarts:pollInterval": "0.1" });
            expect((await run.create(board)).id).toBe(id);
            expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
        },
    );

    test("is waited for where the clock of the machine was wrong when it ended", async () => {
        emulator().setOptions({ listDelay: 1, uniqueNames: false });
        const clock = { ...systemClock, timeOfDay: () => systemClock.timeOfDay() - 600_000 };
        await runs.loseCreate("reset-after", runs.start({ clock }));
        const [{ id } = { id: "" }] = emulator().jobs;
        const create = runs.start({}, { "modelarts:pollInterval": "0.1" }).create(board);
        await expect(create).rejects.toThrow(`not sure which job of that name is the one: ${id} (RUNNING`);
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
    });

    test("stays recorded where the operation ends before that is certain", async () => {
        emulator().setOptions({ listDelay: 60 });
        await runs.loseCreate("reset-after");
        const run = runs.start({}, { "modelarts:pollInterval": "0.1", "modelarts:waitTimeout": "0.3" });
        await expect(run.create(board)).rejects.toThrow(/too early to say that it has made no job/);
        expect(runs.records).toHaveLength(1);
        expect(jobs()).toHaveLength(1);
    });

    test("is settled by adopting the job", async () => {
        await runs.loseCreate("reset-after");
        const [{ id } = { id: "" }] = emulator().jobs;
        emulator().changeJob(id, { description: "changed in the console" });
        const adoption = { urn: boardUrn, inputs: { visualizationId: id } };
        const adoptedJob = await runs.start().create(adoption);
        expect(adoptedJob.id).toBe(id);
        await runs.start().read(id, adoptedJob.state);
        expect(runs.records).toEqual([]);
    });
});
