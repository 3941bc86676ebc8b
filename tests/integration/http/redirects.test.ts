import { type Emulator, startEmulator } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { apiCalls } from "../../support/allCalls";

const emulator = useEmulator();

/** A whole service that would take the credentials, if they came. */
let elsewhere: Emulator;
beforeAll(async () => {
    elsewhere = await startEmulator({ host: "127.0.0.2" });
});
afterAll(() => elsewhere.close());

describe.each([301, 302, 303, 307, 308])("a redirect with %i", (status) => {
    test.each(apiCalls)("of $name is refused with its target, and nothing goes there", async (call) => {
        const location = `${elsewhere.info.url}/v1/elsewhere`;
        const { projectId } = emulator().info;
        const id = call.prepare(emulator());
        emulator().injectFault({
            match: { call: call.name },
            times: "always",
            kind: "redirect",
            location,
            status,
        });
        const values = { ...call.values(emulator()), "huaweicloud:maxRetries": "2" };
        const failure = await rejectionOf(call.run(connectToEmulator(emulator(), values), id));
        expect(failure).toMatchObject({ kind: "redirect", httpStatus: status });
        expect(failure.message).toContain(location);
        expect(failure.message).toContain("endpoint");
        expect(emulator().requests.map((request) => request.call)).toEqual([call.name]);
        expect(elsewhere.requests).toEqual([]);
        expect(projectId).not.toBe("");
    });
});

test.each([
    ["another path", "/elsewhere"],
    ["another protocol", "https://127.0.0.2/"],
    ["no place at all", ""],
    ["a place that is none", "http://[bad"],
])("a redirect to %s is refused as well", async (_, location) => {
    emulator().injectFault({ kind: "redirect", location, times: "always" });
    const failure = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
    expect(failure.kind).toBe("redirect");
    if (location !== "") expect(failure.message).toContain(location);
    expect(emulator().requests).toHaveLength(1);
});
