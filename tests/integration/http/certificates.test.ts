import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSelfSignedCertificate, startEmulator, type Emulator } from "../../../emulator/src";
import { errorOf, rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator } from "../../support/emulatedClient";

const certificate = createSelfSignedCertificate();
let folder: string;
let emulator: Emulator;
beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "certificates-"));
    emulator = await startEmulator({ tls: certificate });
});
afterAll(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
});

function writeBundle(...pems: string[]): string {
    const file = path.join(folder, `${pems.length}-${pems.join("").length}.pem`);
    writeFileSync(file, pems.join(""));
    return file;
}
const getJob = (values: SettingValues) => connectToEmulator(emulator, values).jobs.get(emulator.makeJob().id);

describe("a self-signed certificate", () => {
    test.each(["false", "0", "", "FALSE"])(
        "is rejected with insecure %j, and the error names both settings",
        async (insecure) => {
            for (const name of ["huaweicloud:insecure", "HW_INSECURE", "OS_INSECURE"]) {
                const error = await rejectionOf(getJob({ [name]: insecure }));
                expect(error.kind).toBe("certificate");
                for (const part of [
                    "huaweicloud:cacertFile",
                    "HW_CACERT",
                    "huaweicloud:insecure",
                    "HW_INSECURE",
                    "127.0.0.1",
                ])
                    expect(error.message).toContain(part);
            }
            expect(emulator.requests).toEqual([]);
        },
    );

    test.each(["true", "TRUE", "1"])("is accepted with insecure %j", async (insecure) => {
        for (const name of ["huaweicloud:insecure", "HW_INSECURE", "OS_INSECURE"])
            expect((await getJob({ [name]: insecure })).status.name).toBe("RUNNING");
        emulator.clearRequests();
    });

    test("is accepted when the CA bundle contains it", async () => {
        const file = writeBundle(certificate.cert);
        for (const name of ["huaweicloud:cacertFile", "HW_CACERT", "OS_CACERT"])
            expect((await getJob({ [name]: file })).status.name).toBe("RUNNING");
        expect(
            (await getJob({ HW_CACERT: writeBundle(certificate.cert, createSelfSignedCertificate().cert) }))
                .status.name,
        ).toBe("RUNNING");
    });

    test("is accepted when NODE_EXTRA_CA_CERTS contains it beside the CA bundle", async () => {
        process.env["NODE_EXTRA_CA_CERTS"] = writeBundle(certificate.cert, "\n");
        try {
            const other = writeBundle(createSelfSignedCertificate().cert);
            expect((await getJob({ HW_CACERT: other })).status.name).toBe("RUNNING");
        } finally {
            delete process.env["NODE_EXTRA_CA_CERTS"];
        }
    });

    test.each([
        "",
        "this is no certificate\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ])("is not requested when the CA bundle has no certificate: %j", async (text) => {
        const file = writeBundle(text);
        const error = await rejectionOf(Promise.resolve().then(() => getJob({ HW_CACERT: file })));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain(`read the CA bundle ${file}: it has no certificate that can be read`);
    });

    test("is rejected when the CA bundle contains another authority", async () => {
        expect(
            (await rejectionOf(getJob({ HW_CACERT: writeBundle(createSelfSignedCertificate().cert) }))).kind,
        ).toBe("certificate");
    });
});

test("rejects a trusted certificate of another host", async () => {
    const other = createSelfSignedCertificate("127.0.0.9");
    const there = await startEmulator({ tls: other });
    try {
        const { jobs } = connectToEmulator(there, { HW_CACERT: writeBundle(other.cert) });
        const error = await rejectionOf(jobs.get("1"));
        expect(error.kind).toBe("certificate");
        expect(there.requests).toEqual([]);
    } finally {
        await there.close();
    }
});

test("fails before any request when the CA bundle cannot be read, and names the setting", () => {
    const error = errorOf(() => connectToEmulator(emulator, { HW_CACERT: path.join(folder, "missing.pem") }));
    expect(error.kind).toBe("settings");
    for (const part of ["missing.pem", "huaweicloud:cacertFile", "HW_CACERT"])
        expect(error.message).toContain(part);
});
