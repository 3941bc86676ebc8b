import { type Emulator, startEmulator } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { apiCalls } from "../../support/apiCalls";

const emulator = useEmulator();

/** A complete service on another address, which would accept the credentials. */
let otherService: Emulator;
beforeAll(async () => {
    otherService = await startEmulator({ host: "127.0.0.2" });
});
afterAll(() => otherService.close());

describe.each([301, 302, 303, 307, 308])("with HTTP status %i", (status) => {
    test.each(apiCalls)("does not follow a redirect of $name, and names its target", async (call) => {
        const location = `${otherService.info.url}/v1/elsewhere`;
        const id = call.prepare(emulator());
        emulator().injectFault({
            match: { call: call.name },
            times: "always",
            kind: "redirect",
            location,
            status,
        });
        const values = { ...call.values(emulator()), "huaweicloud:maxRetries": "2" };
        const error = await rejectionOf(call.run(connectToEmulator(emulator(), values), id));
        expect(error).toMatchObject({ kind: "redirect", httpStatus: status });
        expect(error.message).toContain(location);
        expect(error.message).toContain("endpoint");
        expect(emulator().requests.map((request) => request.call)).toEqual([call.name]);
        expect(otherService.requests).toEqual([]);
    });
});

test.each([
    ["another path", "/elsewhere"],
    ["another protocol", "https://127.0.0.2/"],
    ["an empty location", ""],
    ["an invalid location", "http://[bad"],
])("does not follow a redirect to %s", async (_, location) => {
    emulator().injectFault({ kind: "redirect", location, times: "always" });
    const error = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
    expect(error.kind).toBe("redirect");
    if (location !== "") expect(error.message).toContain(location);
    expect(emulator().requests).toHaveLength(1);
});
