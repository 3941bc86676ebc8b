import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Inputs } from "../../../provider/src/properties/inputs";
import { PendingCreates } from "../../../provider/src/lifecycle/pendingCreates";
import { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { useEmulator, createConnectionPool } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 0.05, stop: 0 });
const urn = "urn:pulumi:dev::test::pulumi-nodejs:dynamic/modelarts:VisualizationJob::board";
const board: Inputs = { __urn: urn, name: "board", trainUrl: "/bucket/logs/", deletionPolicy: "delete" };

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-journal-"));
});
afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
});

/** A process that has just begun, in a program's folder. */
function run(program = "/program"): Lifecycle {
    const session = createConnectionPool(emulator(), {
        "huaweicloud:maxRetries": "0",
        "modelarts:retryDelay": "0.01",
        "modelarts:pollInterval": "0.02",
        "modelarts:waitTimeout": "5",
    });
    return new Lifecycle(session, { pollOffsetMs: 0, pendingCreates: new PendingCreates(folder, program) });
}

/** The name that a resource gets for which the program names none. */
function automaticName(process: Lifecycle, of = urn): string | undefined {
    return process.check({}, { trainUrl: "/bucket/logs/", __urn: of }).inputs.name;
}

/** The engine has gone before it wrote down what came of a create. */
async function killedWhileMaking(inputs: Inputs): Promise<string> {
    const { id } = await run().create(inputs);
    emulator().clearRequests();
    return id;
}

const creates = () => emulator().requests.filter(({ call }) => call === "create").length;
const jobs = () => emulator().jobs.map(({ id, trainUrl }) => [id, trainUrl]);

describe("the job of a run that was killed", () => {
    it("is the resource's own in the next run: no second one is made", async () => {
        const id = await killedWhileMaking(board);
        const { id: again, outputs } = await run().create(board);
        expect(again).toBe(id);
        expect(outputs).toMatchObject({ visualizationId: id, state: "running", name: "board" });
        expect(creates()).toBe(0);
    });

    it("gives its name to the next run, where the program names none", async () => {
        await killedWhileMaking({ ...board, name: "board-0123abc" });
        expect(automaticName(run())).toBe("board-0123abc");
        expect(automaticName(run(), urn.replace("board", "other"))).toMatch(/^other-/);
        expect(automaticName(run("/elsewhere"))).not.toBe("board-0123abc");
    });

    it("is removed first, where the program wants another one by now", async () => {
        const id = await killedWhileMaking(board);
        const { id: other } = await run().create({ ...board, trainUrl: "/bucket/other/" });
        expect(other).not.toBe(id);
        expect(jobs()).toEqual([[other, "/bucket/other/"]]);
    });

    it("is started where that run had not seen it run, and described as the program says now", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        await expect(run().create(board)).rejects.toThrow();
        const { outputs } = await run().create({ ...board, description: "new" });
        expect(outputs).toMatchObject({ state: "running", description: "new" });
        expect(emulator().jobs).toMatchObject([{ statusName: "RUNNING", description: "new" }]);
        expect(emulator().jobs).toHaveLength(1);
    });

    it("is none any more once the state knows it", async () => {
        const { id: first, outputs } = await run().create(board);
        run().diff(first, outputs, { ...board });
        expect(readdirSync(folder)).toEqual([]);
    });

    it("is none any more where the engine has ended the run in order, and had the time to write it down", async () => {
        const orderly = run();
        await orderly.create(board);
        const later = Date.now() + 6000;
        jest.spyOn(Date, "now").mockReturnValueOnce(later);
        orderly.close();
        expect(readdirSync(folder)).toEqual([]);
    });

    it("is the resource's own where the engine was told of it just before it ended", async () => {
        const hasty = run();
        const { id } = await hasty.create(board);
        hasty.close();
        expect((await run().create(board)).id).toBe(id);
        expect(emulator().jobs).toHaveLength(1);
    });

    it("is kept where the engine was told of it, and the program wants another one: a person may have let it go", async () => {
        const hasty = run();
        const { id } = await hasty.create(board);
        hasty.close();
        const { id: other } = await run().create({ ...board, name: "other", trainUrl: "/bucket/other/" });
        expect(jobs()).toEqual([
            [id, "/bucket/logs/"],
            [other, "/bucket/other/"],
        ]);
    });

    it("is left to the resource that has taken it over since", async () => {
        const id = await killedWhileMaking(board);
        const next = run();
        next.check({}, { visualizationId: id, __urn: urn.replace("board", "adopted") });
        await expect(next.create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
    });

    it("is not looked for where its account, its project or its folder is another one", async () => {
        await killedWhileMaking(board);
        await expect(run("/elsewhere").create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(emulator().jobs).toHaveLength(1);
    });
});

describe("a create whose answer was lost, and that could not be looked for", () => {
    it("is found by the next run, though it has no ID of it", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        emulator().injectFault({ match: { call: "list" }, times: 4, answer: { status: 503 } });
        await expect(run().create(board)).rejects.toMatchObject({ outcomeUnknown: true });
        const { id } = await run().create(board);
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
        expect(creates()).toBe(1);
    });

    it.each([
        ["made before", { createdAt: -60_000 }],
        ["made long after", { createdAt: 60_000 }],
        ["of another folder", { trainUrl: "/bucket/theirs/" }],
        ["with another description", { description: "theirs" }],
    ])(
        "is not mixed up with somebody else's job of the same name: %s",
        async (
            _,
            { createdAt = 0, ...foreignJob }: { createdAt?: number; trainUrl?: string; description?: string },
        ) => {
            emulator().injectFault({ match: { call: "create" }, kind: "reset-before" });
            emulator().injectFault({ match: { call: "list" }, times: 4, answer: { status: 503 } });
            await expect(run().create(board)).rejects.toMatchObject({ outcomeUnknown: true });
            emulator().makeJob({
                id: 1,
                name: "board",
                trainUrl: "/bucket/logs/",
                createdAt: Date.now() + createdAt,
                ...foreignJob,
            });
            await expect(run().create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
            expect(emulator().jobs).toMatchObject([{ id: "1", statusName: "RUNNING" }]);
        },
    );

    it("is not made a second time under another name, where its job cannot be told for sure", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        emulator().injectFault({ match: { call: "list" }, times: 4, answer: { status: 503 } });
        await expect(run().create(board)).rejects.toMatchObject({ outcomeUnknown: true });
        const [{ id } = { id: "" }] = emulator().jobs;
        emulator().changeJob(id, { description: "changed in the console" });
        for (let time = 0; time < 2; time++) {
            const next = run();
            // Where the program names none, this is the name that is asked for again.
            expect(automaticName(next)).toBe("board");
            await expect(next.create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
            await expect(next.create(board)).rejects.toThrow(`visualizationId: "${id}"`);
        }
        expect(emulator().jobs).toHaveLength(1);
    });

    it("leaves no trace where it was refused: nothing was made", async () => {
        emulator().injectFault({ match: { call: "create" }, answer: { status: 403 } });
        await expect(run().create(board)).rejects.toThrow();
        expect(readdirSync(folder)).toEqual([]);
    });
});

it("holds no secret, and can be read by its owner alone", async () => {
    await killedWhileMaking(board);
    const [file = ""] = readdirSync(folder);
    const text = readFileSync(path.join(folder, file), "utf8");
    expect(text).not.toContain(emulator().info.secretKey);
    expect(statSync(path.join(folder, file)).mode & 0o77).toBe(0);
});

it("is no reason for a failure where it cannot be written", () => {
    const blocked = new PendingCreates(path.join(__filename, "no folder"), "/program");
    blocked.markPending({
        urn,
        spec: board as never,
        place: { region: "r", projectId: "p" },
        endpoint: "e",
        since: 0,
    });
    expect(blocked.get(urn)).toBeUndefined();
    blocked.clear(urn);
});

test.each([
    "",
    "null",
    "[]",
    JSON.stringify({ urn }),
    JSON.stringify({ urn, spec: null }),
    '{"urn":1,"spec":{"name":5}}',
])("a trace that cannot be read is none: %j", async (text) => {
    await killedWhileMaking(board);
    const [file = ""] = readdirSync(folder);
    writeFileSync(path.join(folder, file), text);
    expect(automaticName(run())).not.toBe("board");
});
