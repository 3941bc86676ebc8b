import type { CallName } from "../../../emulator/src";
import type { ResourceState } from "../../../provider/src/properties/state";
import { passwordSettings, useEmulator } from "../../support/emulatedClient";
import { FakeClock } from "../../support/fakeClock";
import { folder, validResource } from "../../support/inputs";
import type { SettingValues } from "../../support/settings";
import { urnOf } from "../../support/urns";
import { newLifecycle } from "../../support/testLifecycle";
import { HttpActivity } from "../../support/traffic";

/* Jobs never start or stop by themselves here. */
const emulator = useEmulator({ boot: 1_000_000, stop: 1_000_000 });
const activity = new HttpActivity();
afterAll(() => {
    activity.close();
});

const throttledResponse = (seconds: number) => ({
    status: 429,
    headers: { "Retry-After": String(seconds) },
    body: { error_code: "APIG.0308", error_msg: "too many" },
});
const calls = () => emulator().requests.map(({ call }) => call);
const hour = 3_600_000;

function startRun(values: SettingValues = {}) {
    const clock = new FakeClock(Date.now());
    const controller = new AbortController();
    const settings = { "huaweicloud:maxRetries": "5", "modelarts:waitTimeout": "36000", ...values };
    const { signal } = controller;
    const lifecycle = newLifecycle(emulator(), { clock, random: () => 0 }, { signal }, settings);
    return {
        clock,
        lifecycle,
        cancel: () => {
            controller.abort(new Error("The run was cancelled"));
        },
    };
}
type Run = ReturnType<typeof startRun>;

/**
 * Returns the error of an operation that is cancelled while the clock stands still, and the requests that it sends
 * later on.
 */
async function outcomeAfterCancel({ clock, cancel }: Run, work: Promise<unknown>) {
    const outcome = work.catch((error: unknown) => error);
    // A poll waits for others for some milliseconds, and a retry for at least three seconds.
    for (let i = 0; i < 10; i++) {
        await activity.waitUntilIdle();
        await clock.advance(50);
    }
    await activity.waitUntilIdle();
    emulator().clearRequests();
    cancel();
    const error = await outcome;
    for (let hours = 0; hours < 6; hours++) {
        await clock.advance(hour);
        await activity.waitUntilIdle();
    }
    return { error, laterCalls: calls() };
}

const board = validResource({ trainUrl: folder, name: "board", state: "running" });

/** Makes the state of a job with this status, without a connection of the run that is tested. */
async function stateOf(status: number) {
    const { id } = emulator().makeJob({ name: "board", status });
    const { clock, lifecycle } = startRun();
    const { state } = await clock.until(lifecycle.import(id), activity.waitUntilIdle);
    emulator().clearRequests();
    return { id, state };
}

type OperationKind = "create" | "read" | "update" | "delete";
interface Prior {
    readonly id: string;
    readonly state: ResourceState;
}
const operations: Record<OperationKind, (run: Run, prior: Prior) => Promise<unknown>> = {
    create: ({ lifecycle }) => lifecycle.create(board),
    read: ({ lifecycle }, { id, state }) => lifecycle.read(id, state),
    update: ({ lifecycle }, { id, state }) => lifecycle.update(id, state, board),
    delete: ({ lifecycle }, { id, state }) => lifecycle.delete(id, state),
};
const kinds = Object.keys(operations) as OperationKind[];

describe.each<[what: string, call: CallName, values: () => SettingValues]>([
    ["the lookup of the project", "projects", () => ({ "huaweicloud:projectId": "" })],
    [
        "the authentication",
        "tokens",
        () => ({ ...passwordSettings(emulator()), "huaweicloud:projectId": "" }),
    ],
])("%s that IAM throttles", (_, call, values) => {
    /** Makes a state whose location would be looked up by its ID. */
    const withoutLocation = async () => {
        const { id, state } = await stateOf(8);
        const outputs = { ...state.outputs, region: undefined, projectId: undefined };
        return { id, state: { ...state, outputs } as unknown as ResourceState };
    };

    test.each(kinds)("ends within the time of a %s", async (kind) => {
        const prior = await withoutLocation();
        emulator().injectFault({ match: { call }, times: "always", response: throttledResponse(3600) });
        const run = startRun({ ...values(), "modelarts:waitTimeout": "1" });
        const work = operations[kind](run, prior);
        await expect(run.clock.until(work, activity.waitUntilIdle)).rejects.toMatchObject({
            kind: "throttled",
        });
        expect(run.clock.monotonicNow()).toBeLessThanOrEqual(1000);
        expect(calls()).toEqual([call]);
    });

    test.each(kinds)("ends when a %s is cancelled, and nothing is sent after it", async (kind) => {
        const prior = await withoutLocation();
        emulator().injectFault({ match: { call }, times: "always", response: throttledResponse(3600) });
        const run = startRun(values());
        const { error, laterCalls } = await outcomeAfterCancel(run, operations[kind](run, prior));
        expect(error).toMatchObject({ kind: "cancelled" });
        expect((error as Error).message).toMatch(
            new RegExp(`^Could not ${kind} visualization job .* cancelled before it was begun`),
        );
        expect(laterCalls).toEqual([]);
    });

    test("ends a create by its own time, and goes on for another one with more time", async () => {
        emulator().injectFault({ match: { call }, response: throttledResponse(600) });
        const run = startRun(values());
        const adopt = (id: string, seconds: number) =>
            run.lifecycle.create({
                ...validResource({ visualizationId: id }),
                timeouts: { create: seconds },
            });
        const long = adopt(emulator().makeJob().id, 7200);
        const short = expect(adopt(emulator().makeJob().id, 2)).rejects.toMatchObject({ kind: "timeout" });
        await run.clock.until(long, activity.waitUntilIdle);
        await short;
        expect(calls()).toEqual([call, call, "show"]);
    });
});

describe("a cancellation before a request is sent", () => {
    const cases: readonly [name: CallName, kind: OperationKind, status: number][] = [
        ["create", "create", 8],
        ["restart", "update", 12],
        ["stop", "delete", 8],
        ["delete", "delete", 12],
    ];

    test.each(cases)("keeps a throttled %s from being sent again", async (call, kind, status) => {
        const prior = await stateOf(status);
        emulator().injectFault({ match: { call }, times: "always", response: throttledResponse(3) });
        const run = startRun();
        const { error, laterCalls } = await outcomeAfterCancel(run, operations[kind](run, prior));
        expect((error as Error).message).toMatch(/cancelled before the request was sent again/);
        expect(laterCalls).toEqual([]);
        expect(emulator().jobs).toHaveLength(1);
    });

    test("keeps a throttled change of the description from being sent again", async () => {
        const prior = await stateOf(8);
        emulator().injectFault({
            match: { call: "update" },
            times: "always",
            response: throttledResponse(3),
        });
        const run = startRun();
        const resource = validResource({ trainUrl: folder, name: "board", description: "new" });
        const work = run.lifecycle.update(prior.id, prior.state, resource);
        const { error, laterCalls } = await outcomeAfterCancel(run, work);
        expect((error as Error).message).toMatch(/cancelled before the request was sent again/);
        expect(laterCalls).toEqual([]);
    });

    test("keeps a create that waits for the rate limiter from being sent", async () => {
        const { id, state } = await stateOf(8);
        emulator().injectFault({ match: { call: "show" }, response: throttledResponse(600) });
        const run = startRun({ "huaweicloud:maxRetries": "0" });
        const read = run.lifecycle.read(id, state);
        await expect(run.clock.until(read, activity.waitUntilIdle)).rejects.toMatchObject({
            kind: "throttled",
        });
        const { error, laterCalls } = await outcomeAfterCancel(run, run.lifecycle.create(board));
        expect(error).toMatchObject({ kind: "cancelled", outcomeUnknown: false });
        expect((error as Error).message).toMatch(/cancelled before the request was sent\./);
        expect(laterCalls).toEqual([]);
    });

    test("ends the search for the job of a lost create, whose outcome stays unknown", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-before" });
        emulator().injectFault({ match: { call: "list" }, times: "always", response: throttledResponse(60) });
        const run = startRun();
        const { error, laterCalls } = await outcomeAfterCancel(run, run.lifecycle.create(board));
        expect(error).toMatchObject({ kind: "network", outcomeUnknown: true });
        expect(laterCalls).toEqual([]);
    });
});

describe("the time of an operation ends", () => {
    const short = { "modelarts:waitTimeout": "2" };
    const expectEnd = async (run: Run, work: Promise<unknown>, message: RegExp): Promise<void> => {
        await expect(run.clock.until(work, activity.waitUntilIdle)).rejects.toThrow(message);
        expect(run.clock.monotonicNow()).toBeLessThanOrEqual(2000);
    };

    test("the search for the job of a lost create", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-before" });
        const run = startRun({ ...short, "modelarts:retryDelay": "60" });
        await expectEnd(run, run.lifecycle.create(board), /the response was lost/);
        expect(calls()).toEqual(["create", "list"]);
    });

    test("the wait for an earlier create of the same name", async () => {
        emulator().injectFault({ match: { call: "create" }, response: throttledResponse(600) });
        const run = startRun({ ...short, "huaweicloud:maxRetries": "1" });
        const first = run.lifecycle.create({ ...board, timeouts: { create: 7200 } });
        const end = expect(first).rejects.toThrow("cancelled");
        await expectEnd(run, run.lifecycle.create(board), /an earlier create of that name has no result yet/);
        run.cancel();
        await end;
    });

    test("the wait of a delete for the next owner of its job", async () => {
        const { id, state } = await stateOf(8);
        const run = startRun(short);
        const [urn, nextUrn] = ["board", "next"].map((name) => urnOf(name)) as [string, string];
        run.lifecycle.check({}, { urn, inputs: { trainUrl: folder } });
        run.lifecycle.check({}, { urn: nextUrn, inputs: { visualizationId: id } });
        await expectEnd(run, run.lifecycle.delete(id, { ...state, urn }), /next has not adopted it/);
        expect(calls()).toEqual([]);
    });
});
