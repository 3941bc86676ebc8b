import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";

const emulator = useEmulator();
const connect = () => connectToEmulator(emulator());
const calls = () => emulator().requests.map(({ call }) => call);
const rejectWith = (call: "show" | "stop", status: number, error_code: string) => {
    const body = { is_success: false, error_code, error_message: "no" };
    emulator().injectFault({ match: { call }, times: "always", response: { status, body } });
};

const uncertain: readonly (readonly [code: string, status: number])[] = [
    ["ModelArts.0102", 400],
    ["ModelArts.0102", 404],
    ["ModelArts.2775", 404],
];

describe.each(uncertain)("code %s with HTTP status %i", (code, status) => {
    test("does not hide a job that a list has", async () => {
        const { id } = emulator().makeJob({ status: 8 });
        rejectWith("show", status, code);
        expect(await connect().jobs.get(id)).toMatchObject({ id, status: { name: "RUNNING" } });
        expect(calls()).toEqual(["show", "list"]);
    });

    test("is not found where a complete list lacks the job", async () => {
        emulator().makeJob();
        rejectWith("show", status, code);
        const error = await rejectionOf(connect().jobs.get("7"));
        expect(error).toMatchObject({ kind: "not-found", code, job: { id: "7" } });
        expect(error.message).toContain("no list has the job");
        expect(error.message).not.toContain("{");
    });

    test("keeps its own kind for a call on a job that a list has", async () => {
        const { id } = emulator().makeJob({ status: 8 });
        rejectWith("stop", status, code);
        expect((await rejectionOf(connect().jobs.stop(id))).kind).not.toBe("not-found");
    });

    test("stays final where the user may not list", async () => {
        rejectWith("show", status, code);
        const response = { status: 403, body: { error_code: "ModelArts.0112", error_msg: "no" } };
        emulator().injectFault({ match: { call: "list" }, times: "always", response });
        const error = await rejectionOf(connect().jobs.get("7"));
        expect(error.kind).not.toBe("not-found");
        expect(error.code).toBe(code);
    });

    test("is a transient error where the list has one", async () => {
        rejectWith("show", status, code);
        emulator().injectFault({ match: { call: "list" }, times: "always", kind: "html", status: 502 });
        expect((await rejectionOf(connect().jobs.get("7"))).kind).toBe("server-error");
    });
});

test.each([
    ["APIG.0101", 404],
    ["APIG.9999", 404],
    ["ModelArts.9999", 400],
] as const)("code %s with HTTP status %i says nothing about the job", async (code, status) => {
    rejectWith("show", status, code);
    expect((await rejectionOf(connect().jobs.get("7"))).kind).not.toBe("not-found");
    expect(calls()).toEqual(["show"]);
});

test.each(["The workspace does not exist.", "工作空间不存在。"])(
    "the message %j says nothing about the job, which may be in another workspace",
    async (error_message) => {
        const { id } = emulator().makeJob({ status: 8, workspaceId: "7" });
        const body = { is_success: false, error_code: "ModelArts.0102", error_message };
        emulator().injectFault({ match: { call: "show" }, response: { status: 400, body } });
        expect((await rejectionOf(connect().jobs.get(id))).kind).toBe("invalid");
        expect(calls()).toEqual(["show"]);
    },
);

test("any rejection of a show after an accepted delete is confirmed by a list", async () => {
    emulator().setOptions({ deleteAtOnce: true });
    const { id } = emulator().makeJob({ status: 12 });
    const { jobs } = connect();
    await jobs.delete(id);
    rejectWith("show", 400, "ModelArts.2775");
    expect((await rejectionOf(jobs.get(id))).kind).toBe("not-found");
    expect(calls()).toEqual(["delete", "show", "list"]);
});

describe("concurrent reads after accepted deletes", () => {
    test("send a list and no show where an earlier list had the jobs", async () => {
        emulator().setOptions({ deleteAtOnce: true });
        const ids = Array.from({ length: 100 }, () => emulator().makeJob({ status: 12 }).id);
        const { pollingJobs: jobs } = connect();
        await Promise.all(ids.map((id) => jobs.get(id)));
        await Promise.all(ids.map((id) => jobs.delete(id)));
        emulator().clearRequests();
        const errors = await Promise.all(ids.map((id) => rejectionOf(jobs.get(id))));
        expect(new Set(errors.map(({ kind }) => kind))).toEqual(new Set(["not-found"]));
        expect(calls()).toEqual(["list"]);
    });

    test("send a show for a job that no list has had", async () => {
        const ids = Array.from({ length: 5 }, () => emulator().makeJob({ status: 12, workspaceId: "7" }).id);
        emulator().setOptions({ deleteAccepts: ["stopped"], stop: 1000 });
        const { pollingJobs: jobs } = connect();
        await Promise.all(ids.map((id) => jobs.delete(id)));
        const results = await Promise.all(ids.map((id) => jobs.get(id)));
        expect(new Set(results.map(({ status }) => status.name))).toEqual(new Set(["KILLING"]));
    });
});
