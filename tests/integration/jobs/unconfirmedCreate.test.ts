import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 100 });
const spec = { name: "board", trainUrl: "/bucket/logs/" };

const withToken = () => ({ ...withoutAccessKey, "huaweicloud:token": emulator().options.token });
const creates = () => emulator().requests.filter(({ call }) => call === "create");

afterEach(() => {
    emulator().setOptions({ firstId: "8992" });
});

describe("a create whose response is lost", () => {
    test.each([0, 3600, -7200, 86_400])(
        "finds its job by name and time, although the service's clock is %i s ahead",
        async (clockSkew) => {
            emulator().setOptions({ clockSkew });
            emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
            const job = await connectToEmulator(emulator(), withToken()).jobs.create(spec);
            expect(emulator().jobs).toMatchObject([{ id: job.id, name: "board" }]);
            expect(creates()).toHaveLength(1);
        },
    );

    test("finds its job among jobs with similar names", async () => {
        for (const name of ["board-2", "my-board", "Board"]) emulator().makeJob({ name });
        emulator().injectFault({ match: { call: "create" }, kind: "truncated" });
        const job = await connectToEmulator(emulator()).jobs.create(spec);
        expect(emulator().job(job.id)?.name).toBe("board");
        expect(emulator().jobs).toHaveLength(4);
    });

    test("finds its job when the service creates it after the timeout", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "delay", seconds: 0.4 });
        const values = { "modelarts:requestTimeout": "0.3", "modelarts:retryDelay": "0.2" };
        const job = await connectToEmulator(emulator(), values).jobs.create(spec);
        expect(emulator().jobs).toMatchObject([{ id: job.id }]);
        expect(creates()).toHaveLength(1);
    });

    test.each(["number", "string"] as const)(
        "keeps every digit of an ID beyond 2^53 that is sent as a %s",
        async (jobIdForm) => {
            const firstId = "9007199254740993";
            emulator().setOptions({ firstId, jobIdForm });
            emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
            const { jobs } = connectToEmulator(emulator());
            const { id } = await jobs.create(spec);
            emulator().moveJob(firstId, 8);
            await jobs.stop(id);
            await jobs.get(id);
            expect(emulator().requests.map(({ jobId }) => jobId)).toEqual([
                undefined,
                undefined,
                firstId,
                firstId,
            ]);
        },
    );

    test("does not mistake an older job with its name for its own", async () => {
        emulator().setOptions({ uniqueNames: false });
        const old = emulator().makeJob({ name: "board", createdAt: Date.now() - 3_600_000 });
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        const outcome = await connectToEmulator(emulator())
            .jobs.create(spec)
            .catch((error: unknown) => error as Error);
        const newJob = emulator().jobs.find(({ id }) => id !== old.id);
        expect(outcome instanceof Error ? outcome.message : outcome.id).toContain(newJob?.id);
        expect(creates()).toHaveLength(1);
    });

    test("names both IDs when two jobs match", async () => {
        emulator().setOptions({ uniqueNames: false });
        emulator().makeJob({ ...spec });
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        const error = await rejectionOf(connectToEmulator(emulator()).jobs.create(spec));
        expect(error).toMatchObject({ kind: "network", outcomeUnknown: true });
        expect(emulator().jobs).toHaveLength(2);
        for (const { id } of emulator().jobs) expect(error.message).toContain(id);
    });

    test("reports an unknown outcome when the list fails too", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        emulator().injectFault({ match: { call: "list" }, times: "always", kind: "html", status: 503 });
        const error = await rejectionOf(connectToEmulator(emulator()).jobs.create(spec));
        expect(error).toMatchObject({ outcomeUnknown: true, job: { name: "board" } });
        for (const part of ['create visualization job "board"', "visualizationId"])
            expect(error.message).toContain(part);
    });
});

test.each([
    ["a quota error", { error_code: "ModelArts.0118" }, 400],
    ["an invalid parameter", { is_success: false, error_code: "ModelArts.0104" }, 400],
    ["a wrong signature", { error_code: "APIG.0301" }, 401],
    ["an error without a code", { is_success: false }, 200],
])("does not search for a job after %s", async (_, body, status) => {
    emulator().injectFault({ response: { status, body } });
    const error = await rejectionOf(connectToEmulator(emulator()).jobs.create(spec));
    expect(error.outcomeUnknown).toBe(false);
    expect(emulator().requests.map(({ call }) => call)).toEqual(["create"]);
});

test("the hint for a login page in place of the response names the endpoint", async () => {
    emulator().injectFault({ match: { call: "create" }, kind: "html", status: 200 });
    const { jobs } = connectToEmulator(emulator());
    const error = await rejectionOf(jobs.create(spec));
    expect(error.kind).toBe("unexpected-response");
    expect(error.hint).toContain("No job of that name has appeared since");
    expect(error.hint).toContain("whether a proxy or a login page stands before it");
});
