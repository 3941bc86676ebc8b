import path from "node:path";
import { systemClock } from "../../../provider/src/modelarts/clock";
import { formerFileName } from "../../../provider/src/lifecycle/pendingRecord";
import { useEmulator } from "../../support/emulatedClient";
import {
    automaticName,
    board,
    boardUrn,
    boardWith,
    InterruptedRuns,
    machineWith,
} from "../../support/interruptedCreates";

const emulator = useEmulator({ boot: 0.05, stop: 0 });
let runs: InterruptedRuns;
beforeEach(() => {
    runs = new InterruptedRuns(emulator());
});

/** Creates a clock whose repeated task the test calls, this many milliseconds later. */
function createHeartbeatClock() {
    let passedMs = 0;
    const tasks: (() => void)[] = [];
    const clock = {
        ...systemClock,
        monotonicNow: () => systemClock.monotonicNow() + passedMs,
        repeat: (_: number, task: () => void) => {
            tasks.push(task);
            return () => undefined;
        },
    };
    const repeatTask = (ms: number): void => {
        passedMs += ms;
        tasks.at(-1)?.();
    };
    return { clock, repeatTask };
}

describe("a pending create record", () => {
    test.each(["diff", "read", "update", "delete"] as const)(
        "ends at a %s with its job, under any URN",
        async (call) => {
            const { id, state } = await runs.start().create(board);
            expect(runs.records).toHaveLength(1);
            const renamedBoard = { ...board, urn: boardUrn.replace("board", "curves") };
            const prior = { ...state, urn: renamedBoard.urn };
            const next = runs.start();
            if (call === "diff") next.diff(id, prior, renamedBoard);
            if (call === "read") await next.read(id, prior);
            if (call === "update") {
                next.diff(id, prior, renamedBoard);
                await next.update(id, prior, renamedBoard);
            }
            if (call === "delete") await next.delete(id, prior);
            expect(runs.records).toEqual([]);
        },
    );

    test("ends at a check that has the outputs of the state", async () => {
        const { state } = await runs.start().create(board);
        runs.start().check(
            {},
            { urn: boardUrn, inputs: board.inputs as Record<string, unknown> },
            { priorOutputs: { ...state.outputs } },
        );
        expect(runs.records).toEqual([]);
    });

    test.each([
        ["ends", true, 0],
        ["stays", false, 1],
    ])(
        "%s at the end of a run that reported its job five seconds before, where it is %s that the engine ran then",
        async (_, isAlive, count) => {
            const { clock, repeatTask } = createHeartbeatClock();
            let hasEngine = true;
            const isEngineAlive = () => Promise.resolve(hasEngine);
            const run = runs.start({ clock, isEngineAlive });
            const { id } = await run.create(board);
            repeatTask(0);
            expect(runs.records).toHaveLength(1);
            hasEngine = isAlive;
            repeatTask(5000);
            await isEngineAlive();
            run.close();
            expect(runs.records).toHaveLength(count);
            if (!isAlive) expect((await runs.start().create(board)).id).toBe(id);
        },
    );

    test("names its job where the engine was killed after it had received the result, and before it had persisted it", async () => {
        const { clock, repeatTask } = createHeartbeatClock();
        const { id } = await runs.start({ clock }).create(board);
        repeatTask(5000);
        await new Promise((resolve) => setImmediate(resolve));
        await expect(runs.start().create(board)).rejects.toThrow(`visualizationId: "${id}"`);
        expect(emulator().jobs).toHaveLength(1);
    });

    test.each([
        ["stays", "a second Ctrl-C ends the engine before it has persisted what it received", 1000, 1],
        ["ends", "the engine cancels just before it ends the process, as it always does", 100, 0],
    ])("%s where %s", async (_, __, waitMs, count) => {
        const { clock, repeatTask } = createHeartbeatClock();
        const run = runs.start({ clock });
        const { id } = await run.create(board);
        repeatTask(6000);
        await new Promise((resolve) => setImmediate(resolve));
        run.close(true);
        repeatTask(waitMs);
        run.close();
        expect(runs.records).toHaveLength(count);
        if (count > 0) await expect(runs.start().create(board)).rejects.toThrow(`visualizationId: "${id}"`);
        expect(emulator().jobs).toHaveLength(1);
    });

    test("ends when the engine deletes the job that the new one replaces", async () => {
        const { id, state } = await runs.start().create(boardWith({ name: "board-1" }));
        await runs.start().read(id, state);
        const run = runs.start();
        await run.create(board);
        expect(runs.records).toHaveLength(1);
        await run.delete(id, state, boardUrn);
        expect(runs.records).toEqual([]);
    });

    test("holds no input but the name", async () => {
        await runs.createAndKill(boardWith({ description: "not for others" }));
        const text = runs.home.read(runs.records[0] ?? "").text;
        for (const secret of [emulator().info.secretKey, "not for others", "/bucket/logs/"])
            expect(text).not.toContain(secret);
        expect(text).toContain('"board"');
    });

    test("is not overwritten by another create of the same resource", async () => {
        await runs.createAndKill(board, machineWith("file:///one"));
        await runs.createAndKill(boardWith({ name: "board-2" }), machineWith("file:///two"));
        expect(runs.records).toHaveLength(2);
    });

    test("that cannot be written changes nothing, and the run says so once", async () => {
        const fail = (): never => {
            throw Object.assign(new Error("read-only file system"), { code: "EROFS" });
        };
        const files = {
            read: fail,
            size: fail,
            list: fail,
            write: fail,
            append: fail,
            touch: fail,
            remove: fail,
        };
        const run = runs.start({ files });
        expect((await run.create(board)).state.outputs.state).toBe("running");
        run.close();
        expect(runs.warnings).toEqual([expect.stringMatching(/creating cannot be written \(EROFS\)/)]);
    });

    test("is no proof of the age of its job, where the clock of this machine is slow", async () => {
        const clock = { ...systemClock, timeOfDay: () => systemClock.timeOfDay() - 10 * 60_000 };
        const { id } = await runs.start({ clock }).create(board);
        emulator().injectFault({
            match: { call: "show" },
            times: 2,
            response: { status: 404, body: { error_code: "ModelArts.0015", error_msg: "not found" } },
        });
        expect((await runs.start({ clock }).create(board)).id).toBe(id);
        expect(emulator().jobs).toHaveLength(1);
    });

    test.each([
        "",
        "null",
        "[]",
        JSON.stringify({ urn: boardUrn }),
        JSON.stringify({ version: 2, urn: boardUrn, spec: null }),
    ])("that cannot be read is ignored: %j", async (text) => {
        await runs.createAndKill(board);
        runs.home.write(runs.records[0] ?? "", text);
        expect(automaticName(runs.start())).not.toBe("board");
    });

    test("ends after an error response", async () => {
        emulator().injectFault({ match: { call: "create" }, response: { status: 403 } });
        await expect(runs.start().create(board)).rejects.toThrow();
        expect(runs.records).toEqual([]);
    });
});

describe("a record of the first version", () => {
    const formerName = "a6bf4ba5e5ae4d5f4b0ab2b6a9e8a2e1";
    const former = (id?: string) =>
        JSON.stringify({
            urn: boardUrn,
            spec: { name: "board", trainUrl: "/bucket/logs/", description: "secret" },
            place: { region: emulator().info.region, projectId: emulator().info.projectId },
            endpoint: emulator().info.modelarts,
            since: Date.now(),
            ...(id === undefined ? {} : { id }),
        });

    test("is converted, without its inputs, and the former file goes", () => {
        const file = path.join("/home/.pulumi/modelarts/creating", `${formerName}.json`);
        runs.home.write(file, former("1"));
        runs.start().check({}, { urn: boardUrn, inputs: { trainUrl: "/bucket/logs/" } });
        expect(runs.records).toHaveLength(1);
        expect(runs.records).not.toContain(file);
        expect(runs.home.read(runs.records[0] ?? "").text).not.toMatch(/secret|logs/);
    });

    /** Writes the record of a job as the first version did for the program in this folder. */
    function writeFormer(): string {
        const { id } = emulator().makeJob({
            name: "board",
            trainUrl: "/bucket/logs/",
            description: "secret",
        });
        const name = formerFileName("/program", boardUrn);
        runs.home.write(path.join("/home/.pulumi/modelarts/creating", `${name}.json`), former(id));
        return id;
    }

    test("gives its job to the same resource, which says so", async () => {
        const id = writeFormer();
        const run = runs.start();
        expect((await run.create(boardWith({ description: "secret" }))).id).toBe(id);
        expect(runs.warnings.join()).toContain("which an interrupted run created");
        run.close();
        expect(runs.records.map((file) => runs.home.read(file).text)).toEqual([
            expect.stringContaining(`"told":true`),
        ]);
    });

    test("has its job named where the program describes another one", async () => {
        const id = writeFormer();
        await runs.start().create(boardWith({ name: "other" }));
        expect(runs.warnings.join()).toContain(`"board" (${id})`);
        expect(emulator().job(id)).toMatchObject({ statusName: "RUNNING" });
    });
});
