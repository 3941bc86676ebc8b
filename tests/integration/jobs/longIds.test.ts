import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";

const first = "9007199254740993";
const emulator = useEmulator({ firstId: first });

describe.each(["number", "string"] as const)("an ID beyond 2^53 that comes as a %s", (jobIdForm) => {
    beforeEach(() => {
        emulator().setOptions({
            jobIdForm,
            firstId: first,
            restartAccepts: ["running", "starting", "stopping"],
            deleteAccepts: ["starting"],
        });
    });

    test("keeps every digit from create through all later calls", async () => {
        const { jobs } = connectToEmulator(emulator());
        const { id } = await jobs.create({ name: "board", trainUrl: "/bucket/logs/" });
        expect(id).toBe(first);
        emulator().moveJob(first, 8);
        await jobs.get(id);
        await jobs.update(id, { description: "x" });
        await jobs.stop(id);
        await jobs.restart(id);
        await jobs.delete(id);
        expect(
            emulator()
                .requests.slice(1)
                .map(({ jobId }) => jobId),
        ).toEqual(Array(5).fill(first));
    });

    test("keeps every digit in show and in a list, beside its nearest neighbours", async () => {
        const ids = ["9007199254740992", first, "9007199254740994", "9223372036854775807"];
        for (const id of ids) emulator().makeJob({ id });
        const { jobs } = connectToEmulator(emulator());
        expect((await collect(jobs.list())).map(({ id }) => id)).toEqual(ids);
        for (const id of ids) expect((await jobs.get(id)).id).toBe(id);
    });
});
