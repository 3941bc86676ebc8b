import { systemClock } from "../../../provider/src/modelarts/clock";
import { there, twoProjects, useEmulator } from "../../support/emulatedClient";
import { board, boardUrn, boardWith, InterruptedRuns } from "../../support/interruptedCreates";

const emulator = useEmulator({ boot: 0.05, stop: 0, projects: twoProjects });
let runs: InterruptedRuns;
beforeEach(() => {
    runs = new InterruptedRuns(emulator());
});

test("a new job gets a name of its own where the policy keeps that of a killed create", async () => {
    const plan = (trainUrl: string) => {
        const run = runs.start();
        const values = { trainUrl, deletionPolicy: "stop" };
        const { inputs } = run.check({}, { urn: boardUrn, inputs: values });
        return run.create({ urn: boardUrn, inputs });
    };
    const { id: first } = await plan("/bucket/logs/");
    const { id: second } = await plan("/bucket/other/");
    expect(second).not.toBe(first);
    expect(emulator().jobs).toMatchObject([
        { id: first, statusName: "KILLED" },
        { id: second, statusName: "RUNNING" },
    ]);
});

test("a create that was given up is over, although its process goes on", async () => {
    const heartbeatMs = 10;
    const clock = {
        ...systemClock,
        repeat: (_: number, work: () => void) => systemClock.repeat(heartbeatMs, work),
    };
    const until = () => runs.home.read(runs.records[0] ?? "").modifiedAt;
    emulator().injectFault({ match: { call: "create" }, kind: "delay", seconds: 0.2 });
    let begin = 0;
    emulator().onRequest(({ call }) => {
        if (call === "create") begin = until();
    });
    emulator().injectFault({ match: { call: "list" }, times: "always", response: { status: 503 } });
    const run = runs.start({ clock }, { "modelarts:requestTimeout": "0.15" });
    await expect(run.create(board)).rejects.toMatchObject({ outcomeUnknown: true });
    const end = until();
    expect(end).toBeGreaterThan(begin);
    await new Promise((resolve) => setTimeout(resolve, 10 * heartbeatMs));
    expect(until()).toBe(end);
});

test("the job of a killed create is removed where the program adopts that number in another project", async () => {
    const id = await runs.createAndKill(boardWith({ projectId: there }));
    const run = runs.start();
    const { inputs } = run.check({}, { urn: boardUrn, inputs: { visualizationId: id } });
    await expect(run.create({ urn: boardUrn, inputs })).rejects.toMatchObject({ kind: "not-found" });
    expect(emulator().jobs).toEqual([]);
    expect(runs.records).toEqual([]);
});

test("the record of a killed create does not end with a job of the same number in another project", async () => {
    const id = await runs.createAndKill(boardWith({ projectId: there }));
    const run = runs.start();
    const adopter = boardUrn.replace("board", "adopter");
    run.check({}, { urn: adopter, inputs: { visualizationId: id } });
    const inputs = { ...boardWith({ projectId: there }).inputs };
    run.check({}, { urn: boardUrn, inputs });
    expect((await run.create({ urn: boardUrn, inputs })).id).toBe(id);
});

test("the job of a killed create is removed where a resource adopts that number in the project of the region", async () => {
    const id = await runs.createAndKill(boardWith({ projectId: there }));
    const run = runs.start({}, { "huaweicloud:projectId": "" });
    run.check({}, { urn: boardUrn.replace("board", "adopter"), inputs: { visualizationId: id } });
    const { inputs } = boardWith({ projectId: there, trainUrl: "/bucket/other/" });
    run.check({}, { urn: boardUrn, inputs: { ...inputs } });
    const { id: other } = await run.create({ urn: boardUrn, inputs });
    expect(emulator().jobs.map((job) => job.id)).toEqual([other]);
    expect(other).not.toBe(id);
});
