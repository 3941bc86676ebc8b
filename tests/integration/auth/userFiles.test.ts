import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect } from "../../../provider/src/client";
import { ConnectionPool } from "../../../provider/src/lifecycle/connections";
import { rejectionOf } from "../../support/errors";
import { collect, useEmulator } from "../../support/emulatedClient";
import { userFilesOf } from "../../support/userFiles";

const emulator = useEmulator();

describe("a script", () => {
    let home: string;
    const initialEnvironment = { ...process.env };
    beforeEach(() => {
        home = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-home-"));
        for (const name of Object.keys(process.env))
            if (/^(HW|OS|HUAWEICLOUD)_/.test(name)) Reflect.deleteProperty(process.env, name);
        process.env["HOME"] = home;
    });
    afterEach(() => {
        rmSync(home, { recursive: true });
        process.env = { ...initialEnvironment };
    });

    test.each([
        [0o600, 0],
        [0o644, process.platform === "win32" ? 0 : 1],
    ])(
        "takes the key of the vendor's SDKs, and of a file with the rights %s it has %s warnings",
        async (mode, count) => {
            const { accessKey, secretKey, region, projectId, modelarts, iam } = emulator().info;
            const file = path.join(home, ".huaweicloud", "credentials");
            mkdirSync(path.dirname(file));
            writeFileSync(
                file,
                `[basic]\nak = ${accessKey}\nsk = ${secretKey}\nproject_id = ${projectId}\n`,
                { mode },
            );
            const warnings: string[] = [];
            const emitWarning = process.emitWarning.bind(process);
            process.emitWarning = (warning: string | Error) => void warnings.push(String(warning));
            try {
                emulator().makeJob({ name: "board" });
                const client = connect({ region, endpoints: { modelarts, iam } });
                expect((await collect(client.list())).map(({ name }) => name)).toEqual(["board"]);
            } finally {
                process.emitWarning = emitWarning;
            }
            expect(warnings).toEqual(Array(count).fill(expect.stringContaining(`run \`chmod 600 ${file}\``)));
            expect(warnings.join()).not.toContain(secretKey);
        },
    );
});

test("a rejected key of a file is an error that shows no secret", async () => {
    const { modelarts, iam, region, projectId } = emulator().info;
    const file = "/home/me/.huaweicloud/credentials";
    const userFiles = userFilesOf({ [file]: "[basic]\nak = WRONGACCESSKEY000001\nsk = SECRET-of-a-file\n" });
    const environment = { HOME: "/home/me", HW_REGION_NAME: region, HW_PROJECT_ID: projectId };
    const pool = new ConnectionPool(environment, { userFiles });
    const endpoints = JSON.stringify({ modelarts, iam });
    pool.configure((key) => (key === "huaweicloud:endpoints" ? endpoints : undefined));
    const { jobs } = await pool.getConnection();
    const error = await rejectionOf(jobs.get("8992"));
    expect(error.kind).toBe("unauthenticated");
    expect(error.message).not.toContain("SECRET");
});
