import { get } from "node:https";
import { type Emulator, createSelfSignedCertificate, startEmulator } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { collect, connectToEmulator } from "../../support/emulatedClient";

/** As it is before anybody asks for anything. */
const switched = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
let service: Emulator;
let other: Emulator;
const warnings: Error[] = [];
const warned = (warning: Error) => warnings.push(warning);

beforeAll(async () => {
    [service, other] = await Promise.all([
        startEmulator({ tls: createSelfSignedCertificate() }),
        startEmulator({ tls: createSelfSignedCertificate() }),
    ]);
    process.on("warning", warned);
});
afterAll(async () => {
    process.off("warning", warned);
    await Promise.all([service.close(), other.close()]);
});

/** What the program itself asks, by the means of Node.js; the code of its failure. */
function ownRequest(url: string): Promise<string | undefined> {
    return new Promise((resolve) => {
        get(url, (response) => {
            response.resume();
            resolve(undefined);
        }).on("error", (error: NodeJS.ErrnoException) => {
            resolve(error.code);
        });
    });
}

const insecure = (value: string, name = "huaweicloud:insecure") =>
    connectToEmulator(service, { [name]: value });

test.each<[value: string, taken: boolean]>([
    ["true", true],
    ["TRUE", true],
    ["1", true],
    ["false", false],
    ["FALSE", false],
    ["0", false],
    ["", false],
])("insecure: %j decides about our requests, whichever source it is from", async (value, isInsecure) => {
    for (const name of ["huaweicloud:insecure", "HW_INSECURE", "OS_INSECURE"]) {
        const job = insecure(value, name).jobs.get(service.makeJob().id);
        if (isInsecure) expect((await job).status.name).toBe("RUNNING");
        else expect((await rejectionOf(job)).kind).toBe("certificate");
    }
});

describe("while our requests take any certificate", () => {
    test("the program's own requests do not, before, meanwhile and after", async () => {
        const { jobs } = insecure("true");
        const refused = "DEPTH_ZERO_SELF_SIGNED_CERT";
        expect(await ownRequest(other.info.url)).toBe(refused);
        service.injectFault({ match: { call: "list" }, kind: "delay", seconds: 0.2 });
        const listing = collect(jobs.list());
        // Also to the very server that we are talking to.
        for (const url of [other.info.url, service.info.url]) expect(await ownRequest(url)).toBe(refused);
        await listing;
        expect(await ownRequest(other.info.url)).toBe(refused);
        expect(other.requests).toEqual([]);
    });

    test("another client of the same process does not", async () => {
        const { id } = service.makeJob();
        await insecure("true").jobs.get(id);
        expect((await rejectionOf(insecure("false").jobs.get(id))).kind).toBe("certificate");
    });

    test.each<[string, SettingValues]>([
        ["with keys", {}],
        ["with a log-in", { "huaweicloud:projectId": "" }],
    ])("nothing is switched for the process, and nobody is warned: %s", async (_, values) => {
        await connectToEmulator(service, { ...values, "huaweicloud:insecure": "true" }).jobs.get(
            service.makeJob().id,
        );
        await new Promise((resolve) => setImmediate(resolve));
        expect(process.env["NODE_TLS_REJECT_UNAUTHORIZED"]).toBe(switched);
        expect(warnings).toEqual([]);
    });
});
