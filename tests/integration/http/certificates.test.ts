import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSelfSignedCertificate, startEmulator, type Emulator } from "../../../emulator/src";
import { errorOf, rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator } from "../../support/emulatedClient";

const own = createSelfSignedCertificate();
let folder: string;
let emulator: Emulator;
beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "certificates-"));
    emulator = await startEmulator({ tls: own });
});
afterAll(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
});

function bundle(...pems: string[]): string {
    const file = path.join(folder, `${pems.length}-${pems.join("").length}.pem`);
    writeFileSync(file, pems.join(""));
    return file;
}
const show = (values: SettingValues) => connectToEmulator(emulator, values).jobs.get(emulator.makeJob().id);

describe("a certificate that nobody vouches for", () => {
    test.each(["false", "0", "", "FALSE"])(
        "is refused, and both ways out are named: insecure %j",
        async (insecure) => {
            for (const name of ["huaweicloud:insecure", "HW_INSECURE"]) {
                const failure = await rejectionOf(show({ [name]: insecure }));
                expect(failure.kind).toBe("certificate");
                for (const part of [
                    "huaweicloud:cacertFile",
                    "HW_CACERT",
                    "huaweicloud:insecure",
                    "HW_INSECURE",
                    "127.0.0.1",
                ])
                    expect(failure.message).toContain(part);
            }
            expect(emulator.requests).toEqual([]);
        },
    );

    test.each(["true", "TRUE", "1"])("is taken where that is asked for: insecure %j", async (insecure) => {
        for (const name of ["huaweicloud:insecure", "HW_INSECURE", "OS_INSECURE"])
            expect((await show({ [name]: insecure })).status.name).toBe("RUNNING");
        emulator.clearRequests();
    });

    test("is taken where its authority is in the bundle", async () => {
        const file = bundle(own.cert);
        for (const name of ["huaweicloud:cacertFile", "HW_CACERT", "OS_CACERT"])
            expect((await show({ [name]: file })).status.name).toBe("RUNNING");
        expect(
            (await show({ HW_CACERT: bundle(own.cert, createSelfSignedCertificate().cert) })).status.name,
        ).toBe("RUNNING");
    });

    test("is refused where the bundle holds another authority", async () => {
        expect(
            (await rejectionOf(show({ HW_CACERT: bundle(createSelfSignedCertificate().cert) }))).kind,
        ).toBe("certificate");
    });

    test("is still refused to everybody else in the process, while the check is off for the client", async () => {
        await show({ "huaweicloud:insecure": "true" });
        const refused = new Promise((_, reject) => get(emulator.info.url, reject).on("error", reject));
        await expect(refused).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    });
});

test("a certificate for another host is refused, though its authority is trusted", async () => {
    const other = createSelfSignedCertificate("127.0.0.9");
    const there = await startEmulator({ tls: other });
    try {
        const { jobs } = connectToEmulator(there, { HW_CACERT: bundle(other.cert) });
        const failure = await rejectionOf(jobs.get("1"));
        expect(failure.kind).toBe("certificate");
        expect(there.requests).toEqual([]);
    } finally {
        await there.close();
    }
});

test("a bundle that cannot be read fails before anything is sent, and the setting is named", () => {
    const failure = errorOf(() =>
        connectToEmulator(emulator, { HW_CACERT: path.join(folder, "missing.pem") }),
    );
    expect(failure.kind).toBe("settings");
    for (const part of ["missing.pem", "huaweicloud:cacertFile", "HW_CACERT"])
        expect(failure.message).toContain(part);
});
