import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Inputs, Resource } from "../../../provider/src/properties/inputs";
import { PendingCreates } from "../../../provider/src/lifecycle/pendingCreates";
import { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { useEmulator, createConnectionPool } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 0.05, stop: 0 });
const urn = "urn:pulumi:dev::test::pulumi-nodejs:dynamic/modelarts:VisualizationJob::board";
const board: Resource = {
    urn,
    inputs: { name: "board", trainUrl: "/bucket/logs/", deletionPolicy: "delete" },
};
const boardWith = (inputs: Inputs): Resource => ({ ...board, inputs: { ...board.inputs, ...inputs } });

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-pending-"));
});
afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
});

/** A lifecycle in a new process, for a program in this folder. */
function newRun(program = "/program"): Lifecycle {
    const session = createConnectionPool(emulator(), {
        "huaweicloud:maxRetries": "0",
        "modelarts:retryDelay": "0.01",
        "modelarts:pollInterval": "0.02",
        "modelarts:waitTimeout": "5",
    });
    return new Lifecycle(session, { pollOffsetMs: 0, pendingCreates: new PendingCreates(folder, program) });
}

/** The name of a resource without a name among its inputs. */
function automaticName(lifecycle: Lifecycle, ofUrn = urn): string | undefined {
    return lifecycle.check({}, { urn: ofUrn, inputs: { trainUrl: "/bucket/logs/" } }).inputs.name;
}

/** Creates a job whose ID the engine, killed at once, does not store in the state. */
async function createAndKill(resource: Resource): Promise<string> {
    const { id } = await newRun().create(resource);
    emulator().clearRequests();
    return id;
}

const countCreates = () => emulator().requests.filter(({ call }) => call === "create").length;
const jobs = () => emulator().jobs.map(({ id, trainUrl }) => [id, trainUrl]);

describe("the job of a killed run", () => {
    test("is resumed by the next run, which creates no second one", async () => {
        const id = await createAndKill(board);
        const { id: again, state } = await newRun().create(board);
        expect(again).toBe(id);
        expect(state.outputs).toMatchObject({ visualizationId: id, state: "running", name: "board" });
        expect(countCreates()).toBe(0);
    });

    test("gives its automatic name to the next run", async () => {
        await createAndKill(boardWith({ name: "board-0123abc" }));
        expect(automaticName(newRun())).toBe("board-0123abc");
        expect(automaticName(newRun(), urn.replace("board", "other"))).toMatch(/^other-/);
        expect(automaticName(newRun("/elsewhere"))).not.toBe("board-0123abc");
    });

    test("is deleted first when the program now wants another job", async () => {
        const id = await createAndKill(board);
        const { id: other } = await newRun().create(boardWith({ trainUrl: "/bucket/other/" }));
        expect(other).not.toBe(id);
        expect(jobs()).toEqual([[other, "/bucket/other/"]]);
    });

    test("is restarted after a failed start, and gets the new description", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        await expect(newRun().create(board)).rejects.toThrow();
        const { state } = await newRun().create(boardWith({ description: "new" }));
        expect(state.outputs).toMatchObject({ state: "running", description: "new" });
        expect(emulator().jobs).toMatchObject([{ statusName: "RUNNING", description: "new" }]);
        expect(emulator().jobs).toHaveLength(1);
    });

    test("has no pending create record after a diff with its state", async () => {
        const { id: first, state } = await newRun().create(board);
        newRun().diff(first, state, board);
        expect(readdirSync(folder)).toEqual([]);
    });

    test("has no pending create record when the engine had time to store the state", async () => {
        const slowlyEnded = newRun();
        await slowlyEnded.create(board);
        const later = performance.now() + 6000;
        jest.spyOn(performance, "now").mockReturnValueOnce(later);
        slowlyEnded.close();
        expect(readdirSync(folder)).toEqual([]);
    });

    test("is resumed when the engine ended just after the create", async () => {
        const quicklyEnded = newRun();
        const { id } = await quicklyEnded.create(board);
        quicklyEnded.close();
        expect((await newRun().create(board)).id).toBe(id);
        expect(emulator().jobs).toHaveLength(1);
    });

    test("is kept when the engine ended just after the create and the program now wants another job", async () => {
        const quicklyEnded = newRun();
        const { id } = await quicklyEnded.create(board);
        quicklyEnded.close();
        const { id: other } = await newRun().create(boardWith({ name: "other", trainUrl: "/bucket/other/" }));
        expect(jobs()).toEqual([
            [id, "/bucket/logs/"],
            [other, "/bucket/other/"],
        ]);
    });

    test("is left to a resource that adopts it", async () => {
        const id = await createAndKill(board);
        const next = newRun();
        next.check({}, { urn: urn.replace("board", "adopted"), inputs: { visualizationId: id } });
        await expect(next.create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
    });

    test("is not resumed by a program in another folder", async () => {
        await createAndKill(board);
        await expect(newRun("/elsewhere").create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(emulator().jobs).toHaveLength(1);
    });
});

describe("an unconfirmed create whose search failed", () => {
    test("is found by the next run without an ID", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        emulator().injectFault({ match: { call: "list" }, times: 4, response: { status: 503 } });
        await expect(newRun().create(board)).rejects.toMatchObject({ outcomeUnknown: true });
        const { id } = await newRun().create(board);
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
        expect(countCreates()).toBe(1);
    });

    test.each([
        ["created before", { createdAt: -60_000 }],
        ["created long after", { createdAt: 60_000 }],
        ["with another folder", { trainUrl: "/bucket/theirs/" }],
        ["with another description", { description: "theirs" }],
    ])(
        "does not adopt a foreign job with the same name: %s",
        async (
            _,
            { createdAt = 0, ...foreignJob }: { createdAt?: number; trainUrl?: string; description?: string },
        ) => {
            emulator().injectFault({ match: { call: "create" }, kind: "reset-before" });
            emulator().injectFault({ match: { call: "list" }, times: 4, response: { status: 503 } });
            await expect(newRun().create(board)).rejects.toMatchObject({ outcomeUnknown: true });
            emulator().makeJob({
                id: 1,
                name: "board",
                trainUrl: "/bucket/logs/",
                createdAt: Date.now() + createdAt,
                ...foreignJob,
            });
            await expect(newRun().create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
            expect(emulator().jobs).toMatchObject([{ id: "1", statusName: "RUNNING" }]);
        },
    );

    test("is not repeated under another name when a job may be its own", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        emulator().injectFault({ match: { call: "list" }, times: 4, response: { status: 503 } });
        await expect(newRun().create(board)).rejects.toMatchObject({ outcomeUnknown: true });
        const [{ id } = { id: "" }] = emulator().jobs;
        emulator().changeJob(id, { description: "changed in the console" });
        for (let time = 0; time < 2; time++) {
            const next = newRun();
            // The automatic name stays the same, so that the service rejects a second create.
            expect(automaticName(next)).toBe("board");
            await expect(next.create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
            await expect(next.create(board)).rejects.toThrow(`visualizationId: "${id}"`);
        }
        expect(emulator().jobs).toHaveLength(1);
    });

    test("leaves no pending create record after an error response", async () => {
        emulator().injectFault({ match: { call: "create" }, response: { status: 403 } });
        await expect(newRun().create(board)).rejects.toThrow();
        expect(readdirSync(folder)).toEqual([]);
    });
});

test("a pending create record holds no secret, and only its owner can read it", async () => {
    await createAndKill(board);
    const [file = ""] = readdirSync(folder);
    const text = readFileSync(path.join(folder, file), "utf8");
    expect(text).not.toContain(emulator().info.secretKey);
    expect(statSync(path.join(folder, file)).mode & 0o77).toBe(0);
});

test("ignores a pending create record that cannot be written", () => {
    const blocked = new PendingCreates(path.join(__filename, "no folder"), "/program");
    blocked.markPending({
        urn,
        spec: board.inputs as never,
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
])("ignores a pending create record that cannot be read: %j", async (text) => {
    await createAndKill(board);
    const [file = ""] = readdirSync(folder);
    writeFileSync(path.join(folder, file), text);
    expect(automaticName(newRun())).not.toBe("board");
});
