import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();
const makeJobs = (count: number) => Array.from({ length: count }, () => emulator().makeJob({ status: 12 }));
const requestedSizes = () =>
    emulator().requests.map(({ path }) => Number(new URL(path, "http://x").searchParams.get("per_page")));

describe("the page size of one client", () => {
    const listTwice = async () => {
        makeJobs(250);
        const { jobs } = connectToEmulator(emulator());
        await collect(jobs.list());
        emulator().clearRequests();
        expect(await collect(jobs.list())).toHaveLength(250);
        return requestedSizes();
    };

    test("grows after a longer list", async () => {
        expect(await listTwice()).toEqual([1000]);
    });

    test.each(["rejected", "clamped"] as const)("stays where more than 100 is %s", async (perPageAbove) => {
        emulator().setOptions({ perPageMax: 100, perPageAbove });
        expect(await listTwice()).toEqual([100, 97, 95]);
    });

    test.each(["ModelArts.0104", "ModelArts.9999"])(
        "stays where the code of the rejection is %s",
        async (code) => {
            const rejection = { status: 400, body: { error_code: code, error_msg: "no" } };
            emulator().injectFault({
                match: { path: "per_page=1000" },
                times: "always",
                response: rejection,
            });
            expect(await listTwice()).toEqual([100, 97, 95]);
        },
    );

    test("goes back where the service rejects the large size later", async () => {
        makeJobs(250);
        const { jobs } = connectToEmulator(emulator());
        await collect(jobs.list());
        emulator().setOptions({ perPageMax: 100 });
        expect(await collect(jobs.list())).toHaveLength(250);
    });
});
