import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import type { Machine } from "../../../provider/src/lifecycle/machine";
import type { Inputs, Resource } from "../../../provider/src/properties/inputs";
import { useEmulator } from "../../support/emulatedClient";
import { createHome, newLifecycle } from "../../support/testLifecycle";

const emulator = useEmulator({
    boot: 0.05,
    stop: 0,
    projects: [
        { id: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e", name: "cn-north-4" },
        { id: "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e", name: "cn-south-1" },
    ],
});
const urn = "urn:pulumi:dev::test::pulumi-nodejs:dynamic/modelarts:VisualizationJob::board";
const board: Resource = {
    urn,
    inputs: { name: "board", trainUrl: "/bucket/logs/", deletionPolicy: "delete" },
};
const boardWith = (inputs: Inputs): Resource => ({ ...board, inputs: { ...board.inputs, ...inputs } });

let home: ReturnType<typeof createHome>;
let warnings: string[];
beforeEach(() => {
    home = createHome();
    warnings = [];
});

/** The lifecycle of a new process of this stack. */
function newRun(machine: Machine = {}, settings: Record<string, string> = {}): Lifecycle {
    const messages = {
        progress: () => undefined,
        warn: (_: string | undefined, text: string) => void warnings.push(text),
    };
    return newLifecycle(emulator(), { files: home, ...machine }, { messages }, settings);
}

/** The name of a resource without a name among its inputs. */
function automaticName(lifecycle: Lifecycle, inputs: Record<string, unknown> = {}, ofUrn = urn) {
    const all = { trainUrl: "/bucket/logs/", ...inputs };
    return lifecycle.check({}, { urn: ofUrn, inputs: all }).inputs.name;
}

/** Creates a job whose ID the engine, killed at once, does not store in the state. */
async function createAndKill(resource: Resource, machine: Machine = {}): Promise<string> {
    const { id } = await newRun(machine).create(resource);
    emulator().clearRequests();
    return id;
}

/** Creates a job, after which the engine ends the process at once. */
async function createAndEnd(resource: Resource, machine: Machine = {}): Promise<string> {
    const run = newRun(machine);
    const { id } = await run.create(resource);
    run.close();
    emulator().clearRequests();
    return id;
}

/** A create whose response is lost, and whose search fails too. */
async function loseCreate(kind: "reset-before" | "reset-after"): Promise<void> {
    emulator().injectFault({ match: { call: "create" }, kind });
    emulator().injectFault({ match: { call: "list" }, times: 4, response: { status: 503 } });
    await expect(newRun().create(board)).rejects.toMatchObject({ outcomeUnknown: true });
}

const countCreates = () => emulator().requests.filter(({ call }) => call === "create").length;
const jobs = () => emulator().jobs.map(({ id, trainUrl }) => [id, trainUrl]);
const backend = (url: string): Machine => ({
    environment: { PULUMI_HOME: "/home/.pulumi", PULUMI_BACKEND_URL: url },
});
const records = () => home.names.filter((name) => name.includes("/creating/"));

describe("the job of a killed run", () => {
    test("is resumed by the next run, which creates no second one", async () => {
        const id = await createAndKill(board);
        const { id: again, state } = await newRun().create(board);
        expect(again).toBe(id);
        expect(state.outputs).toMatchObject({ visualizationId: id, state: "running", name: "board" });
        expect(countCreates()).toBe(0);
    });

    test("gives its automatic name to the next run, for the same job only", async () => {
        await createAndKill(boardWith({ name: "board-0123abc" }));
        expect(automaticName(newRun())).toBe("board-0123abc");
        expect(automaticName(newRun(), { trainUrl: "/bucket/other/" })).not.toBe("board-0123abc");
        expect(automaticName(newRun(), {}, urn.replace("board", "other"))).toMatch(/^other-/);
        expect(automaticName(newRun(backend("file:///other")))).not.toBe("board-0123abc");
    });

    test("is deleted first when the program now wants another job", async () => {
        const id = await createAndKill(board);
        const { id: other } = await newRun().create(boardWith({ trainUrl: "/bucket/other/" }));
        expect(other).not.toBe(id);
        expect(jobs()).toEqual([[other, "/bucket/other/"]]);
    });

    test("is deleted when the program now wants a job in another project", async () => {
        const id = await createAndKill(board);
        const projectId = "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e";
        const run = newRun();
        const { inputs } = run.check({}, { urn, inputs: { ...board.inputs, projectId } });
        const { id: other } = await run.create({ urn, inputs });
        expect(emulator().jobs.map((job) => job.id)).toEqual([other]);
        expect(other).not.toBe(id);
        expect(warnings).toEqual([]);
    });

    test("is named when it cannot be reached, and its record stays", async () => {
        const id = await createAndKill(board);
        const { modelarts, iam } = emulator().info;
        const endpoints = JSON.stringify({ modelarts: modelarts.replace("127.0.0.1", "localhost"), iam });
        const settings = { "huaweicloud:endpoints": endpoints };
        await newRun({}, settings).create(boardWith({ name: "other" }));
        expect(warnings.join()).toContain(`"board" (${id}) in project`);
        expect((await newRun().create(board)).id).toBe(id);
    });

    test("is restarted after a failed start, and gets the new description", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        await expect(newRun().create(board)).rejects.toThrow();
        const { state } = await newRun().create(boardWith({ description: "new" }));
        expect(state.outputs).toMatchObject({ state: "running", description: "new" });
        expect(emulator().jobs).toMatchObject([{ statusName: "RUNNING", description: "new" }]);
        expect(emulator().jobs).toHaveLength(1);
    });

    test("is left to a resource that adopts it", async () => {
        const id = await createAndKill(board);
        const next = newRun();
        next.check({}, { urn: urn.replace("board", "adopted"), inputs: { visualizationId: id } });
        await expect(next.create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
    });

    test("is not resumed by a stack of another backend", async () => {
        await createAndKill(board);
        await expect(newRun(backend("file:///other")).create(board)).rejects.toMatchObject({
            kind: "duplicate-name",
        });
        expect(emulator().jobs).toHaveLength(1);
    });

    test("is named by a run that does not create its resource", async () => {
        const id = await createAndKill(board);
        const other = { urn: urn.replace("board", "other"), inputs: { name: "o", trainUrl: "/bucket/o/" } };
        await newRun().create(other);
        expect(warnings).toHaveLength(1);
        expect(warnings.join()).toMatch(new RegExp(`"board" \\(${id}\\) in project \\w+, region cn-north-4`));
    });
});

describe("a job that the engine had received just before it ended", () => {
    test("is named by the next create, which fails once while the job runs", async () => {
        const id = await createAndEnd(board);
        // A run that is killed has perhaps not shown the error.
        await expect(newRun().create(board)).rejects.toThrow(`set visualizationId: "${id}"`);
        const run = newRun();
        await expect(run.create(board)).rejects.toThrow(`set visualizationId: "${id}"`);
        run.close();
        expect(emulator().jobs).toHaveLength(1);
        emulator().changeJob(id, { name: "renamed" });
        expect((await newRun().create(board)).id).not.toBe(id);
    });

    test("is named, and a new one runs, when it has been stopped elsewhere", async () => {
        const id = await createAndEnd(board);
        emulator().moveJob(id, 10);
        const { id: other, state } = await newRun().create(boardWith({ name: "other" }));
        expect([other === id, state.outputs.state]).toEqual([false, "running"]);
        expect(warnings.join()).toContain(`"board" (${id})`);
    });

    test("is kept and named when the program now wants another job", async () => {
        const id = await createAndEnd(board);
        const { id: other } = await newRun().create(boardWith({ name: "other", trainUrl: "/bucket/other/" }));
        expect(jobs()).toEqual([
            [id, "/bucket/logs/"],
            [other, "/bucket/other/"],
        ]);
        expect(warnings.join()).toContain(`"board" (${id})`);
        expect(automaticName(newRun())).not.toBe("board");
    });

    test("is named once no call of a whole run has shown it", async () => {
        const id = await createAndEnd(board);
        const other = { urn: urn.replace("board", "other"), inputs: { name: "o", trainUrl: "/bucket/o/" } };
        await createAndEnd(other);
        expect(warnings).toEqual([]);
        await newRun().create({
            ...other,
            urn: urn.replace("board", "third"),
            inputs: { ...other.inputs, name: "t" },
        });
        expect(warnings.join()).toContain(`"board" (${id})`);
    });
});

describe("an unconfirmed create whose search failed", () => {
    test("is found by the next run without an ID", async () => {
        await loseCreate("reset-after");
        const { id } = await newRun().create(board);
        expect(jobs()).toEqual([[id, "/bucket/logs/"]]);
        expect(countCreates()).toBe(1);
    });

    test.each([
        ["created before", { createdAt: -60_000, trainUrl: "/bucket/theirs/" }],
        ["created long after", { createdAt: 60_000, trainUrl: "/bucket/theirs/" }],
    ])("ignores a foreign job with the same name: %s", async (_, { createdAt, ...foreignJob }) => {
        await loseCreate("reset-before");
        const time = Date.now() + createdAt;
        emulator().makeJob({ id: 1, name: "board", createdAt: time, ...foreignJob });
        await expect(newRun().create(board)).rejects.toMatchObject({ kind: "duplicate-name" });
        expect(emulator().jobs).toMatchObject([{ id: "1", statusName: "RUNNING" }]);
    });

    test.each([
        ["created before, with the same folder", { createdAt: Date.now() - 60_000 }],
        ["with another folder", { trainUrl: "/bucket/theirs/" }],
        ["with another description", { description: "theirs" }],
    ])("ends with the ID of a job that may be its own: %s", async (_, foreignJob) => {
        await loseCreate("reset-before");
        emulator().makeJob({ id: 1, name: "board", trainUrl: "/bucket/logs/", ...foreignJob });
        for (const inputs of [{}, { name: "board-2" }, { trainUrl: "/bucket/new/" }]) {
            const create = newRun().create(boardWith(inputs));
            await expect(create).rejects.toThrow(/not sure which job of that name is the one: 1 \(RUNNING/);
        }
        expect(emulator().jobs).toMatchObject([{ id: "1", statusName: "RUNNING" }]);
    });

    test("is settled by adopting the job", async () => {
        await loseCreate("reset-after");
        const [{ id } = { id: "" }] = emulator().jobs;
        emulator().changeJob(id, { description: "changed in the console" });
        const adoption = { urn, inputs: { visualizationId: id } };
        expect((await newRun().create(adoption)).id).toBe(id);
        expect(records()).toEqual([]);
    });
});
