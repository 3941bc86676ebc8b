import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";

const longId = "9007199254740993";
const emulator = useEmulator({ firstId: longId });

describe.each(["number", "string"] as const)("an ID beyond 2^53, sent as a %s", (jobIdForm) => {
    beforeEach(() => {
        emulator().setOptions({
            jobIdForm,
            firstId: longId,
            restartAccepts: ["running", "starting", "stopping"],
            deleteAccepts: ["starting"],
        });
    });

    test("keeps every digit in create and all later calls", async () => {
        const { jobs } = connectToEmulator(emulator());
        const { id } = await jobs.create({ name: "board", trainUrl: "/bucket/logs/" });
        expect(id).toBe(longId);
        emulator().moveJob(longId, 8);
        await jobs.get(id);
        await jobs.update(id, { description: "x" });
        await jobs.stop(id);
        await jobs.restart(id);
        await jobs.delete(id);
        expect(
            emulator()
                .requests.slice(1)
                .map(({ jobId }) => jobId),
        ).toEqual(Array(5).fill(longId));
    });

    test("keeps every digit in get and list, beside neighbouring IDs", async () => {
        const ids = ["9007199254740992", longId, "9007199254740994", "9223372036854775807"];
        for (const id of ids) emulator().makeJob({ id });
        const { jobs } = connectToEmulator(emulator());
        expect((await collect(jobs.list())).map(({ id }) => id)).toEqual(ids);
        for (const id of ids) expect((await jobs.get(id)).id).toBe(id);
    });
});
