import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { useEmulator } from "../../support/emulatedClient";
import { newLifecycle } from "../../support/testLifecycle";
import { folder, validResource } from "../../support/inputs";

const emulator = useEmulator({ boot: 0, stop: 0 });
const resource = validResource({ trainUrl: folder, name: "board" });
const notFound = { status: 404, body: { error_code: "ModelArts.0015", error_msg: "not there" } };

function newRun(waitTimeout = "5", retryDelay = "0.01"): Lifecycle {
    const quick = {
        "modelarts:pollInterval": "0.01",
        "modelarts:waitTimeout": waitTimeout,
        "modelarts:retryDelay": retryDelay,
    };
    return newLifecycle(emulator(), {}, {}, quick);
}

/** Creates a job, and hides it from so many requests that show it. */
async function createHiddenJob(times: number | "always") {
    const { id, state } = await newRun().create(resource);
    emulator().clearRequests();
    emulator().injectFault({ match: { call: "show" }, times, response: notFound });
    return { id, state };
}

const calls = () => emulator().requests.map(({ call }) => call);
const changes = () => calls().filter((call) => !["show", "list"].includes(call));

test("a create polls again when the service does not find the new job at first", async () => {
    emulator().injectFault({ match: { call: "show" }, times: 5, response: notFound });
    const { state } = await newRun().create(resource);
    expect(state.outputs.state).toBe("running");
    expect(changes()).toEqual(["create"]);
});

test.each([
    { what: "arrived", fault: undefined },
    { what: "was lost", fault: { match: { call: "create" }, kind: "reset-after" } as const },
])("a create whose response $what ends well where show and list know the job later", async ({ fault }) => {
    emulator().setOptions({ showDelay: 0.05, listDelay: 0.05 });
    if (fault) emulator().injectFault(fault);
    const { state } = await newRun("5", "0.1").create(resource);
    expect(state.outputs.state).toBe("running");
    expect(changes()).toEqual(["create"]);
    expect(emulator().jobs).toHaveLength(1);
});

describe("a job younger than five minutes", () => {
    test("stays in the state when a refresh does not find it at first", async () => {
        const { id, state } = await createHiddenJob(5);
        expect(await newRun().read(id, state)).toMatchObject({ outputs: { state: "running" } });
        expect(calls()).not.toContain("list");
    });

    test("stays in the state when no response but the list has it", async () => {
        const { id, state } = await createHiddenJob("always");
        expect(await newRun().read(id, state)).toMatchObject({ outputs: { state: "running" } });
    });

    test("is not removed from the state by a refresh that cannot be certain", async () => {
        const { id, state } = await createHiddenJob("always");
        emulator().injectFault({ match: { call: "list" }, times: "always", response: { status: 403 } });
        const error: unknown = await newRun("1")
            .read(id, state)
            .catch((reason: unknown) => reason);
        expect(error).toMatchObject({ kind: "wait-timeout", job: { id } });
        expect((error as Error).message).toContain("too new to count as deleted");
        expect((error as Error).message).not.toContain("pulumi refresh");
    });

    test("is removed from the state when polls and a list agree", async () => {
        const { id, state } = await createHiddenJob("always");
        emulator().removeJob(id);
        expect(await newRun().read(id, state)).toBeUndefined();
        expect(calls().at(-1)).toBe("list");
    });

    test("is updated when the service does not find it at first", async () => {
        const { id, state } = await createHiddenJob(3);
        const stoppedBoard = validResource({ trainUrl: folder, name: "board", state: "stopped" });
        expect(await newRun().update(id, state, stoppedBoard)).toMatchObject({
            outputs: { state: "stopped" },
        });
    });

    test("is stopped and deleted when the service does not find it at first", async () => {
        const { id, state } = await createHiddenJob(3);
        await newRun().delete(id, state);
        expect(changes()).toEqual(["stop", "delete"]);
        expect(emulator().jobs).toEqual([]);
    });
});

describe("a job of five minutes", () => {
    const old = async () => {
        const { id, state } = await newRun().create(resource);
        emulator().removeJob(id);
        emulator().clearRequests();
        // The time of the service counts, not that of this machine.
        emulator().setOptions({ clockSkew: 302 });
        return { id, state };
    };

    test("is removed from the state at the first response that it is not found", async () => {
        const { id, state } = await old();
        expect(await newRun().read(id, state)).toBeUndefined();
        expect(calls()).toEqual(["show"]);
    });

    test("is deleted at the first response that it is not found", async () => {
        const { id, state } = await old();
        await newRun().delete(id, state);
        expect(calls()).toEqual(["show"]);
    });
});
