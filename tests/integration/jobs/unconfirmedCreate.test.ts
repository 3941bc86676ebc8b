import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();
const create = (name = "board") =>
    connectToEmulator(emulator()).jobs.create({ name, trainUrl: "/bucket/logs/" });
const creates = () => emulator().requests.filter(({ call }) => call === "create");

describe("a create whose answer was lost", () => {
    test.each(["reset-after", "half", "half-json"] as const)(
        "finds the job that it made, and makes no second one: %s",
        async (kind) => {
            emulator().injectFault({ match: { call: "create" }, kind });
            const job = await create();
            expect(emulator().jobs.map(({ id }) => id)).toEqual([job.id]);
            expect(job.name).toBe("board");
            expect(creates()).toHaveLength(1);
        },
    );

    test("finds the job though others are called nearly the same, and whatever the service's clock says", async () => {
        for (const clockSkew of [0, 7200, -7200]) {
            emulator().setOptions({ clockSkew: 0 });
            for (const { id } of emulator().jobs) emulator().removeJob(id);
            for (const name of ["board-2", "my-board", "Board"]) emulator().makeJob({ name });
            emulator().setOptions({ clockSkew });
            emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
            const token = {
                "huaweicloud:accessKey": "",
                "huaweicloud:secretKey": "",
                "huaweicloud:token": emulator().options.token,
            };
            const job = await connectToEmulator(emulator(), token).jobs.create({
                name: "board",
                trainUrl: "/bucket/logs/",
            });
            expect(emulator().job(job.id)?.name).toBe("board");
        }
    });

    test.each(["reset-before", "silence"] as const)(
        "that never was carried out says that the job may or may not be there: %s",
        async (kind) => {
            emulator().injectFault({ match: { call: "create" }, kind });
            const jobs = connectToEmulator(emulator(), { "modelarts:requestTimeout": "0.2" }).jobs;
            const failure = await rejectionOf(jobs.create({ name: "board", trainUrl: "/bucket/logs/" }));
            expect(failure).toMatchObject({
                kind: kind === "silence" ? "timeout" : "network",
                outcomeUnknown: true,
            });
            expect(failure.message).toContain("board");
            expect(creates()).toHaveLength(1);
            expect(emulator().jobs).toEqual([]);
        },
    );

    test("does not take an older job of the same name for its own", async () => {
        emulator().setOptions({ uniqueNames: false });
        const { id } = emulator().makeJob({ name: "board", createdAt: Date.now() - 3_600_000 });
        emulator().injectFault({ match: { call: "create" }, kind: "reset-before" });
        const failure = await rejectionOf(create());
        expect(failure.outcomeUnknown).toBe(true);
        expect(failure.message).toContain(id);
    });

    test("that cannot be looked for either is told as a create whose outcome nobody knows", async () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-after" });
        emulator().injectFault({ match: { call: "list" }, kind: "html", status: 502, times: "always" });
        const failure = await rejectionOf(create());
        expect(failure.outcomeUnknown).toBe(true);
        expect(failure.message).toContain('create visualization job "board"');
    });

    test("is not looked for where the service refused it: nothing was made", async () => {
        emulator().injectFault({
            match: { call: "create" },
            answer: { status: 400, body: { is_success: false, error_code: "ModelArts.0104" } },
        });
        await rejectionOf(create());
        expect(emulator().requests.map(({ call }) => call)).toEqual(["create"]);
    });
});
