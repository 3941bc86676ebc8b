import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 100 });
const spec = { name: "board", trainUrl: "/bucket/logs/" };

const withToken = () => ({ ...withoutAccessKey, "huaweicloud:token": emulator().options.token });
const creates = () => emulator().requests.filter(({ call }) => call === "create");

afterEach(() => {
    emulator().setOptions({ firstId: "8992" });
});

describe("a create whose answer is lost", () => {
    test.each([0, 3600, -3600, 86_400])(
        "is found by name and time, at a service whose clock is %i s ahead",
        async (clockSkew) => {
            emulator().setOptions({ clockSkew });
            emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
            const job = await connectToEmulator(emulator(), withToken()).jobs.create(spec);
            expect(emulator().jobs).toMatchObject([{ id: job.id, name: "board" }]);
            expect(creates()).toHaveLength(1);
        },
    );

    test("is found among jobs whose names only begin or end like its own", async () => {
        for (const name of ["board-2", "my-board", "Board"]) emulator().makeJob({ name });
        emulator().injectFault({ match: { call: "create" }, kind: "half" });
        const job = await connectToEmulator(emulator()).jobs.create(spec);
        expect(emulator().job(job.id)?.name).toBe("board");
        expect(emulator().jobs).toHaveLength(4);
    });

    test("is found when it takes a while to be made", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "delay", seconds: 1.2 });
        const values = { "modelarts:requestTimeout": "0.9", "modelarts:retryDelay": "0.4" };
        const job = await connectToEmulator(emulator(), values).jobs.create(spec);
        expect(emulator().jobs).toMatchObject([{ id: job.id }]);
        expect(creates()).toHaveLength(1);
    });

    test.each(["number", "string"] as const)(
        "is gone on with under its whole ID, beyond 2^53, that came as a %s",
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

    test("is not confused with an old job of its name: the failure has the IDs, or the new one is taken", async () => {
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

    test("is told with the IDs where two jobs may be it", async () => {
        emulator().setOptions({ uniqueNames: false });
        emulator().makeJob({ name: "board" });
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        const failure = await rejectionOf(connectToEmulator(emulator()).jobs.create(spec));
        expect(failure).toMatchObject({ kind: "network", outcomeUnknown: true });
        expect(emulator().jobs).toHaveLength(2);
        for (const { id } of emulator().jobs) expect(failure.message).toContain(id);
    });

    test("is told as that where nothing can be listed either", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        emulator().injectFault({ match: { call: "list" }, times: "always", kind: "html", status: 503 });
        const failure = await rejectionOf(connectToEmulator(emulator()).jobs.create(spec));
        expect(failure).toMatchObject({ outcomeUnknown: true, job: { name: "board" } });
        for (const part of ['create visualization job "board"', "visualizationId"])
            expect(failure.message).toContain(part);
    });

    test("is found although the first look for it meets trouble", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        emulator().injectFault({ match: { call: "list" }, kind: "html" });
        const job = await connectToEmulator(emulator()).jobs.create(spec);
        expect(emulator().jobs).toMatchObject([{ id: job.id }]);
    });
});

describe("a create that was answered with a refusal", () => {
    test.each([
        ["a quota", { error_code: "ModelArts.0118" }, 400],
        ["a wrong signature", { error_code: "APIG.0301" }, 401],
        ["no code at all", { is_success: false }, 200],
    ])("has made nothing, and nobody looks for it: %s", async (_, body, status) => {
        emulator().injectFault({ answer: { status, body } });
        const failure = await rejectionOf(connectToEmulator(emulator()).jobs.create(spec));
        expect(failure.outcomeUnknown).toBe(false);
        expect(emulator().requests.map(({ call }) => call)).toEqual(["create"]);
    });
});
