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

const backend = (url: string): Machine => ({
    environment: { PULUMI_HOME: "/home/.pulumi", PULUMI_BACKEND_URL: url },
});
const records = () => home.names.filter((name) => name.includes("/creating/"));

describe("a pending create record", () => {
    test.each(["diff", "read", "update", "delete"] as const)(
        "ends at a %s with its job, under any URN",
        async (call) => {
            const { id, state } = await newRun().create(board);
            expect(records()).toHaveLength(1);
            const renamed = { ...board, urn: urn.replace("board", "curves") };
            const prior = { ...state, urn: renamed.urn };
            const next = newRun();
            if (call === "diff") next.diff(id, prior, renamed);
            if (call === "read") await next.read(id, prior);
            if (call === "update") {
                next.diff(id, prior, renamed);
                await next.update(id, prior, renamed);
            }
            if (call === "delete") await next.delete(id, prior);
            expect(records()).toEqual([]);
        },
    );

    test("ends at a check that has the outputs of the state", async () => {
        const { state } = await newRun().create(board);
        newRun().check(
            {},
            { urn, inputs: board.inputs as Record<string, unknown> },
            { priorOutputs: { ...state.outputs } },
        );
        expect(records()).toEqual([]);
    });

    test("holds no input but the name", async () => {
        await createAndKill(boardWith({ description: "not for others" }));
        const text = home.read(records()[0] ?? "").text;
        for (const hidden of [emulator().info.secretKey, "not for others", "/bucket/logs/"])
            expect(text).not.toContain(hidden);
        expect(text).toContain('"board"');
    });

    test("is not overwritten by another create of the same resource", async () => {
        await createAndKill(board, backend("file:///one"));
        await createAndKill(boardWith({ name: "board-2" }), backend("file:///two"));
        expect(records()).toHaveLength(2);
    });

    test("that cannot be written changes nothing", async () => {
        const fail = (): never => {
            throw new Error("EROFS: read-only file system");
        };
        const files = { read: fail, list: fail, write: fail, append: fail, touch: fail, remove: fail };
        const run = newRun({ files });
        expect((await run.create(board)).state.outputs.state).toBe("running");
        run.close();
    });

    test.each(["", "null", "[]", JSON.stringify({ urn }), JSON.stringify({ version: 2, urn, spec: null })])(
        "that cannot be read is ignored: %j",
        async (text) => {
            await createAndKill(board);
            home.write(records()[0] ?? "", text);
            expect(automaticName(newRun())).not.toBe("board");
        },
    );

    test("ends after an error response", async () => {
        emulator().injectFault({ match: { call: "create" }, response: { status: 403 } });
        await expect(newRun().create(board)).rejects.toThrow();
        expect(records()).toEqual([]);
    });
});

describe("a record of the first version", () => {
    const formerName = "a6bf4ba5e5ae4d5f4b0ab2b6a9e8a2e1";
    const former = (id?: string) =>
        JSON.stringify({
            urn,
            spec: { name: "board", trainUrl: "/bucket/logs/", description: "secret" },
            place: { region: emulator().info.region, projectId: emulator().info.projectId },
            endpoint: emulator().info.modelarts,
            since: Date.now(),
            ...(id === undefined ? {} : { id }),
        });

    test("is converted, without its inputs, and the former file goes", () => {
        const file = `/home/.pulumi/modelarts/creating/${formerName}.json`;
        home.write(file, former("1"));
        newRun().check({}, { urn, inputs: { trainUrl: "/bucket/logs/" } });
        expect(records()).toHaveLength(1);
        expect(records()).not.toContain(file);
        expect(home.read(records()[0] ?? "").text).not.toMatch(/secret|logs/);
    });
});
