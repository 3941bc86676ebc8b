import { diff } from "../../../provider/src/properties/diff";
import type { Inputs } from "../../../provider/src/properties/inputs";
import { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { ResourceInitFailedError } from "../../../provider/src/lifecycle/errors";
import type { Outputs } from "../../../provider/src/properties/state";
import { validInputs, folder } from "../../support/inputs";
import { useEmulator, createConnectionPool } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 0, stop: 0 });

/** The life of a resource in a process that has just begun. */
function lifecycle(): Lifecycle {
    const quick = { "modelarts:pollInterval": "0.01", "modelarts:waitTimeout": "5" };
    return new Lifecycle(createConnectionPool(emulator(), quick));
}

const acts = () =>
    emulator()
        .requests.map(({ call }) => call)
        .filter((call) => !["show", "list"].includes(call));

async function failedCreate(inputs: Inputs): Promise<ResourceInitFailedError> {
    const outcome: unknown = await lifecycle()
        .create(inputs)
        .catch((error: unknown) => error);
    if (outcome instanceof ResourceInitFailedError) return outcome;
    throw new Error(`It did not stay unfinished: ${String(outcome)}`);
}

/** What the next run does, where it finds anything to do. */
async function nextRun(id: string, olds: Outputs, inputs: Inputs): Promise<Outputs> {
    return diff(olds, inputs).changes ? lifecycle().update(id, olds, inputs) : olds;
}

describe("a new job whose first start failed", () => {
    const inputs = validInputs({ trainUrl: folder, name: "board" });

    test("is kept, and started once more by the next run", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        const { id, outputs } = await failedCreate(inputs);
        expect(outputs).toMatchObject({ visualizationId: id, state: "failed" });
        expect((await nextRun(id, outputs, inputs)).state).toBe("running");
        expect(acts()).toEqual(["create", "restart"]);
    });

    test("is started once more by the next run after a refresh as well", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        const { id, outputs } = await failedCreate(inputs);
        const refreshed = await lifecycle().read(id, outputs);
        if (refreshed === undefined) throw new Error("The refresh has lost the job");
        expect((await nextRun(id, refreshed, inputs)).state).toBe("running");
        expect(acts()).toEqual(["create", "restart"]);
    });

    test("is left alone once it has run and somebody stopped it", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        const { id, outputs } = await failedCreate(inputs);
        const running = await nextRun(id, outputs, inputs);
        emulator().moveJob(id, 13);
        const refreshed = await lifecycle().read(id, running);
        if (refreshed === undefined) throw new Error("The refresh has lost the job");
        expect((await nextRun(id, refreshed, inputs)).state).toBe("stopped");
        expect(acts()).toEqual(["create", "restart"]);
    });
});

describe("a description that is changed", () => {
    test.each<[string | undefined, number, string]>([
        ["stopped", 12, "a stopped job is not started"],
        ["running", 8, "a running job is not stopped"],
        [undefined, 13, "a job that somebody stopped is not started"],
        [undefined, 8, "a job that runs is not stopped"],
    ])("is one call and no other (state %s, at %i): %s", async (state, status) => {
        const args = { trainUrl: folder, name: "board", state };
        const made = await lifecycle().create(validInputs(args));
        emulator().moveJob(made.id, status);
        const olds = await lifecycle().read(made.id, made.outputs);
        if (olds === undefined) throw new Error("The refresh has lost the job");
        emulator().clearRequests();
        const outputs = await lifecycle().update(made.id, olds, validInputs({ ...args, description: "new" }));
        expect(outputs.description).toBe("new");
        expect(acts()).toEqual(["update"]);
        expect(emulator().job(made.id)).toMatchObject({ status, description: "new" });
    });
});

describe("a job that goes down while it is deleted", () => {
    test.each<["delete" | "stop", string[]]>([
        ["delete", ["stop", "delete"]],
        ["stop", ["stop"]],
    ])("by the policy %s: %j", async (deletionPolicy, expected) => {
        const { id, outputs } = await lifecycle().create(
            validInputs({ trainUrl: folder, name: "board", deletionPolicy }),
        );
        emulator().clearRequests();
        await lifecycle().delete(id, outputs);
        expect(acts()).toEqual(expected);
        expect(emulator().job(id)?.statusName).toBe(deletionPolicy === "stop" ? "KILLED" : undefined);
    });

    test("is deleted already where it is gone", async () => {
        const { id, outputs } = await lifecycle().create(validInputs({ trainUrl: folder, name: "board" }));
        emulator().removeJob(id);
        emulator().clearRequests();
        await lifecycle().delete(id, outputs);
        expect(acts()).toEqual([]);
    });
});

describe("a job that two resources of the state have", () => {
    const urnOf = (name: string) => `urn:pulumi:dev::test::modelarts:index:VisualizationJob::${name}`;

    test.each([
        ["the one that made it last", ["taker", "maker"], []],
        ["the one that has taken it over last: that one only stops it", ["maker", "taker"], ["KILLED"]],
    ])("is stopped when both are deleted in one run that has looked at both: %s", async (_, order, ends) => {
        const made = validInputs({ trainUrl: folder, name: "board", __urn: urnOf("maker") });
        const { id, outputs } = await lifecycle().create(made);
        const taken = validInputs({ visualizationId: id, __urn: urnOf("taker") });
        const { outputs: taker } = await lifecycle().create(taken);
        const run = lifecycle();
        run.diff(id, outputs, made);
        run.diff(id, taker, taken);
        const states: Record<string, Outputs> = { maker: outputs, taker };
        for (const name of order) await run.delete(id, states[name] ?? outputs);
        expect(emulator().jobs.map(({ statusName }) => statusName)).toEqual(ends);
    });
});

describe("a job that goes from one resource to another", () => {
    const urnOf = (name: string) => `urn:pulumi:dev::test::modelarts:index:VisualizationJob::${name}`;
    const made = validInputs({ trainUrl: folder, name: "board", __urn: urnOf("maker") });
    const taken = (id: string) => validInputs({ visualizationId: id, __urn: urnOf("taker") });

    /** A run that comes after the job was made, with a program that has it for the taker. */
    async function next() {
        const { id, outputs } = await lifecycle().create(made);
        const run = lifecycle();
        const inputs = run.check({}, { ...taken(id) }).inputs;
        emulator().clearRequests();
        return { id, outputs, run, inputs };
    }
    const injectNotFound = () =>
        emulator().injectFault({ match: { call: "show" }, kind: "html", status: 404 });

    test("stays in the state of the one that had it where the other one could not take it over", async () => {
        const { id, outputs, run, inputs } = await next();
        injectNotFound();
        await expect(run.create(inputs)).rejects.toMatchObject({ kind: "unexpected-response" });
        await expect(run.delete(id, outputs)).rejects.toMatchObject({ kind: "rejected", job: { id } });
        expect(acts()).toEqual([]);
    });

    test("stays in the state of the one that had it where the other one was not even asked for", async () => {
        const { id, outputs, run } = await next();
        await expect(run.delete(id, outputs)).rejects.toThrow("stays in the state");
        expect(acts()).toEqual([]);
    });

    test("is known to the other one, though it cannot be seen, where the first is replaced and has left it", async () => {
        const { id, outputs, run, inputs } = await next();
        run.check({}, { ...made, trainUrl: "/bucket/other/" });
        await run.delete(id, outputs);
        injectNotFound();
        const failure: unknown = await run.create(inputs).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(ResourceInitFailedError);
        expect(failure).toMatchObject({ id, outputs: { visualizationId: id, state: "unknown" } });
        expect(acts()).toEqual([]);
    });

    test("is left, and not touched, where the other one has it", async () => {
        const { id, outputs, run, inputs } = await next();
        await run.create(inputs);
        await run.delete(id, outputs);
        expect(acts()).toEqual([]);
        expect(emulator().jobs).toMatchObject([{ id, statusName: "RUNNING" }]);
    });
});

test.each([
    ["made here", {}, []],
    ["taken over", { visualizationId: "8992" }, ["KILLED"]],
])(
    "a job %s whose resource was renamed by an alias is its own when that is deleted",
    async (_, taken, ends) => {
        const urnOf = (name: string) => `urn:pulumi:dev::test::modelarts:index:VisualizationJob::${name}`;
        emulator().makeJob({ id: 8992, name: "theirs" });
        const args = "visualizationId" in taken ? taken : { trainUrl: folder, name: "board" };
        const { id, outputs } = await lifecycle().create(validInputs({ ...args, __urn: urnOf("before") }));
        const run = lifecycle();
        // A refresh: what was last written has the earlier URN.
        run.diff(id, outputs, validInputs({ ...args, __urn: urnOf("now") }));
        await run.delete(id, outputs);
        expect(
            emulator()
                .jobs.filter((job) => job.id === id)
                .map(({ statusName }) => statusName),
        ).toEqual(ends);
    },
);
