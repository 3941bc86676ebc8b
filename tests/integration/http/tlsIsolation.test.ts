import { get } from "node:https";
import { type Emulator, createSelfSignedCertificate, startEmulator } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { collect, connectToEmulator } from "../../support/emulatedClient";

const initialSwitch = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
let service: Emulator;
let other: Emulator;
const warnings: Error[] = [];
const recordWarning = (warning: Error) => warnings.push(warning);

beforeAll(async () => {
    [service, other] = await Promise.all([
        startEmulator({ tls: createSelfSignedCertificate() }),
        startEmulator({ tls: createSelfSignedCertificate() }),
    ]);
    process.on("warning", recordWarning);
});
afterAll(async () => {
    process.off("warning", recordWarning);
    await Promise.all([service.close(), other.close()]);
});

/** Sends a request with Node.js alone, as a program may do. Returns the code of its error. */
function requestByProgram(url: string): Promise<string | undefined> {
    return new Promise((resolve) => {
        get(url, (response) => {
            response.resume();
            resolve(undefined);
        }).on("error", (error: NodeJS.ErrnoException) => {
            resolve(error.code);
        });
    });
}

const connectInsecure = (insecure: string) =>
    connectToEmulator(service, { "huaweicloud:insecure": insecure });

describe("while a client accepts any certificate", () => {
    test("the program's own requests do not, before, during and after its calls", async () => {
        const { jobs } = connectInsecure("true");
        const rejectionCode = "DEPTH_ZERO_SELF_SIGNED_CERT";
        expect(await requestByProgram(other.info.url)).toBe(rejectionCode);
        service.injectFault({ match: { call: "list" }, kind: "delay", seconds: 0.2 });
        const listing = collect(jobs.list());
        // The same holds for the server that the client calls.
        for (const url of [other.info.url, service.info.url])
            expect(await requestByProgram(url)).toBe(rejectionCode);
        await listing;
        expect(await requestByProgram(other.info.url)).toBe(rejectionCode);
        expect(other.requests).toEqual([]);
    });

    test("another client of the process does not", async () => {
        const { id } = service.makeJob();
        await connectInsecure("true").jobs.get(id);
        expect((await rejectionOf(connectInsecure("false").jobs.get(id))).kind).toBe("certificate");
    });

    test.each<[string, SettingValues]>([
        ["with a project ID", {}],
        ["with a project lookup", { "huaweicloud:projectId": "" }],
    ])("the setting of the process stays, and Node.js prints no warning: %s", async (_, values) => {
        await connectToEmulator(service, { ...values, "huaweicloud:insecure": "true" }).jobs.get(
            service.makeJob().id,
        );
        await new Promise((resolve) => setImmediate(resolve));
        expect(process.env["NODE_TLS_REJECT_UNAUTHORIZED"]).toBe(initialSwitch);
        expect(warnings).toEqual([]);
    });
});
