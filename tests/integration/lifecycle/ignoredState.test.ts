import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import {
    decodeResource,
    decodeState,
    encodeResource,
    encodeState,
    toInputs,
} from "../../../provider/src/properties/state";
import { useEmulator } from "../../support/emulatedClient";
import { newLifecycle } from "../../support/testLifecycle";
import { folder } from "../../support/inputs";

const emulator = useEmulator({ boot: 0, stop: 0 });

/** What a stack has of one resource between two runs, as the engine stores it for the dynamic provider. */
interface ResourceRecord {
    readonly id: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
}

const args = { trainUrl: folder, name: "board", __urn: "urn:pulumi:dev::test::type::board" };

function newRun(stackState?: string): Lifecycle {
    const quick = { "modelarts:pollInterval": "0.01", "modelarts:waitTimeout": "5" };
    const config = stackState === undefined ? quick : { ...quick, "modelarts:state": stackState };
    return newLifecycle(emulator(), {}, {}, config);
}

/** Runs `up` of a program with `ignoreChanges: ["state"]`. */
async function runUp(state: string, prior?: ResourceRecord, stackState?: string): Promise<ResourceRecord> {
    const run = newRun(stackState);
    const stateInput = prior === undefined ? { state } : { state: prior.inputs["state"] };
    const { inputs, failures } = run.check(prior?.inputs ?? {}, decodeResource({ ...args, ...stateInput }));
    expect(failures).toEqual([]);
    const resource = { ...decodeResource(args), inputs };
    if (prior === undefined) {
        const newJob = await run.create(resource);
        return { id: newJob.id, inputs: encodeResource(resource), outputs: encodeState(newJob.state) };
    }
    const { id } = prior;
    const priorState = decodeState(prior.outputs);
    const outputs = run.diff(id, priorState, resource).changes
        ? encodeState(await run.update(id, priorState, resource))
        : prior.outputs;
    return { id, inputs: encodeResource(resource), outputs };
}

async function refresh({ id, outputs }: ResourceRecord): Promise<ResourceRecord> {
    const state = await newRun().read(id, decodeState(outputs));
    if (state === undefined) throw new Error("The refresh did not find the job");
    return { id, inputs: encodeResource({ ...state, inputs: toInputs(state) }), outputs: encodeState(state) };
}

const statuses = () => emulator().jobs.map(({ statusName }) => statusName);

describe("an ignored state", () => {
    test.each([
        ["failed", 11, "FAILED"],
        ["unknown", 0, "UNKNOWN"],
        ["stopped", 13, "CANCELED"],
    ])("leaves a job alone that a refresh observes as %s", async (_, code, status) => {
        const record = await runUp("running");
        emulator().moveJob(record.id, code);
        const after = await runUp("running", await refresh(record));
        expect(statuses()).toEqual([status]);
        expect(decodeState(after.outputs).outputs.status).toBe(status);
    });

    test.each([
        ["starting", 7, "RUNNING"],
        ["stopping", 9, "KILLED"],
    ])("waits for a job that a refresh observes as %s", async (_, code, end) => {
        const record = await runUp("running");
        emulator().moveJob(record.id, code);
        const refreshedRecord = await refresh(record);
        emulator().clearRequests();
        emulator().setOptions({ boot: 0.05, stop: 0.05 });
        emulator().moveJob(record.id, code, { continue: true });
        const after = await runUp("running", refreshedRecord);
        expect(decodeState(after.outputs).outputs.status).toBe(end);
        expect(new Set(emulator().requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
    });
});

describe("the stack-wide switch over an ignored state", () => {
    test.each([["running", "RUNNING"] as const, ["stopped", "KILLED"] as const])(
        "brings the job back to the input %s when it ends",
        async (state, expected) => {
            const record = await runUp(state);
            const stoppedRecord = await runUp(state, record, "stopped");
            expect(statuses()).toEqual(["KILLED"]);
            await runUp(state, stoppedRecord);
            expect(statuses()).toEqual([expected]);
        },
    );

    test.each([
        ["stopped", 12],
        ["stopping", 9],
        ["failed", 11],
        ["unknown", 0],
    ])("leaves nothing in the inputs where a refresh observes the job as %s", async (_, code) => {
        const record = await runUp("running");
        const stoppedRecord = await runUp("running", record, "stopped");
        emulator().moveJob(record.id, code);
        const refreshedRecord = await refresh(await refresh(stoppedRecord));
        expect(refreshedRecord.inputs["state"]).toBe("running");
        emulator().moveJob(record.id, 12);
        await runUp("running", await refresh(refreshedRecord));
        expect(statuses()).toEqual(["RUNNING"]);
    });

    test("shows later external changes again once it has ended", async () => {
        const record = await runUp("running");
        const stoppedRecord = await runUp("running", record, "stopped");
        // The job was started externally before the switch ended.
        emulator().moveJob(record.id, 8);
        const lastRecord = await runUp("running", await refresh(stoppedRecord));
        emulator().moveJob(record.id, 13);
        expect((await refresh(lastRecord)).inputs["state"]).toBe("stopped");
    });

    test("changes nothing in a second run", async () => {
        const stoppedRecord = await runUp("running", await runUp("running"), "stopped");
        emulator().clearRequests();
        expect(await runUp("running", stoppedRecord, "stopped")).toEqual(stoppedRecord);
        expect(emulator().requests).toEqual([]);
    });
});
