import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, createConnectionPool, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();
let folder: string;
beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-command-"));
});
afterEach(() => {
    rmSync(folder, { recursive: true });
});

/** Writes the script of a command that also notes each run, and returns its setting. */
function commandOf(script: string) {
    const file = path.join(folder, "print keys.js");
    writeFileSync(file, `require("fs").appendFileSync(${JSON.stringify(runsFile())}, "run\\n");${script}`);
    appendFileSync(runsFile(), "");
    return { "huaweicloud:credentialsCommand": JSON.stringify([process.execPath, file, "SECRET-ARGUMENT"]) };
}
const runsFile = (): string => path.join(folder, "runs");
const runs = (): number => readFileSync(runsFile(), "utf8").split("\n").length - 1;

/** Returns a script that prints what lies in a file, which {@link keep} writes. */
const printFile = (): string =>
    `console.log(require("fs").readFileSync(${JSON.stringify(keptFile())}, "utf8"))`;
const keptFile = (): string => path.join(folder, "kept.json");
function keep(credentials: object): void {
    writeFileSync(keptFile(), JSON.stringify(credentials));
}
function temporaryKey() {
    const { temporaryAccessKey, temporarySecretKey, securityToken } = emulator().options;
    return { accessKey: temporaryAccessKey, secretKey: temporarySecretKey, securityToken };
}

describe("credentials of a command", () => {
    test("are asked for once, by the first of concurrent requests", async () => {
        keep(temporaryKey());
        const { jobs } = connectToEmulator(emulator(), commandOf(printFile()));
        const { id } = emulator().makeJob();
        expect(runs()).toBe(0);
        await Promise.all(Array.from({ length: 10 }, () => jobs.get(id)));
        expect(runs()).toBe(1);
        expect(emulator().requests.map(({ status }) => status)).toEqual(Array(10).fill(200));
    });

    test("may be a token, or a user name and a password", async () => {
        const { info, options } = emulator();
        const { id } = emulator().makeJob();
        const { userName, password, domainName } = info;
        for (const credentials of [{ token: options.token }, { userName, password, domainName }]) {
            keep(credentials);
            const connection = connectToEmulator(emulator(), {
                ...commandOf(printFile()),
                "huaweicloud:projectId": "",
            });
            expect((await connection.jobs.get(id)).id).toBe(id);
        }
    });

    test("are asked for again once after a rejection, and all requests go on", async () => {
        keep(temporaryKey());
        const { jobs } = connectToEmulator(emulator(), commandOf(printFile()));
        const { id } = emulator().makeJob();
        await jobs.get(id);
        emulator().setOptions({ securityToken: "a-new-security-token" });
        keep(temporaryKey());
        await Promise.all(Array.from({ length: 10 }, () => jobs.get(id)));
        expect(runs()).toBe(2);
    });

    test("are asked for again where the first ones are rejected, and requests that wait go on", async () => {
        keep({ ...temporaryKey(), securityToken: "an-expired-security-token" });
        const fresh = { ...temporaryKey() };
        const { jobs } = connectToEmulator(
            emulator(),
            commandOf(
                `${printFile()};require("fs").writeFileSync(${JSON.stringify(keptFile())}, ${JSON.stringify(JSON.stringify(fresh))})`,
            ),
        );
        const { id } = emulator().makeJob();
        await Promise.all(Array.from({ length: 10 }, () => jobs.get(id)));
        expect(runs()).toBe(2);
    });

    test("that stay rejected are an error that shows no secret", async () => {
        keep({ accessKey: "WRONGACCESSKEY000001", secretKey: "SECRET-wrong" });
        const { jobs } = connectToEmulator(emulator(), commandOf(printFile()));
        const error = await rejectionOf(jobs.get("8992"));
        expect(error.kind).toBe("unauthenticated");
        expect(error.message).not.toContain("SECRET");
        expect(error.message).toContain("ak:WRON…");
        expect(runs()).toBe(2);
    });

    test("are not asked for by a pool that only resolves settings", () => {
        const pool = createConnectionPool(emulator(), commandOf(printFile()));
        expect(pool.getSettings().credential.kind).toBe("issued");
        expect(pool.locate({})).toMatchObject({ projectId: emulator().info.projectId });
        expect(runs()).toBe(0);
    });

    test("are announced once in a run, without arguments", async () => {
        keep(temporaryKey());
        const notices: string[] = [];
        const messages = {
            progress: () => undefined,
            warn: (_: unknown, text: string) => void notices.push(`warning: ${text}`),
            inform: (text: string) => void notices.push(text),
        };
        const pool = createConnectionPool(emulator(), commandOf(printFile()), { messages });
        await pool.getConnection();
        await pool.getConnection({ projectId: "another-project" });
        expect(notices).toEqual([`Credentials come from the command "${process.execPath}".`]);
    });
});

describe("a command that fails", () => {
    test.each([
        ["exits with a code", "process.stderr.write('SECRET'); process.exit(3)", "it ended with exit code 3"],
        ["prints no JSON", "console.log('SECRET')", "gave no JSON object"],
        ["prints too much", "process.stdout.write('SECRET'.repeat(300000))", "it printed more than 1 MiB"],
        [
            "is killed",
            "process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 60000)",
            "it ended with SIGTERM",
        ],
    ])("and %s: nothing is sent, and the error shows no secret", async (_what, script, message) => {
        const error = await rejectionOf(connectToEmulator(emulator(), commandOf(script)).jobs.get("8992"));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain(message);
        expect(error.message).not.toContain("SECRET");
        expect(emulator().requests).toEqual([]);
    });

    test.each([
        ["there is no such program", "no-such-program-anywhere SECRET", "ENOENT"],
        ["its path leads through a file", JSON.stringify([path.join(__filename, "x"), "SECRET"]), "ENOTDIR"],
        ["it is no text of the system", JSON.stringify(["a\0b", "SECRET"]), "ERR_INVALID_ARG_VALUE"],
    ])("since %s", async (_, command, code) => {
        const values = { "huaweicloud:credentialsCommand": command };
        const error = await rejectionOf(connectToEmulator(emulator(), values).jobs.get("8992"));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain(`it could not be started (${code})`);
        expect(error.message).not.toContain("SECRET");
    });

    test("is run again by the next call", async () => {
        keep({});
        const { jobs } = connectToEmulator(emulator(), commandOf(printFile()));
        const { id } = emulator().makeJob();
        await rejectionOf(jobs.get(id));
        keep(temporaryKey());
        expect((await jobs.get(id)).id).toBe(id);
    });

    test("is ended where every call that needs it has ended", async () => {
        const endless = `${commandNote()}setInterval(() => {}, 1000)`;
        const { jobs } = connectToEmulator(emulator(), commandOf(endless));
        const controller = new AbortController();
        const call = jobs.get("8992", { signal: controller.signal });
        const processId = await firstLine(path.join(folder, "pid"));
        controller.abort(new Error("stopped by the test"));
        await expect(call).rejects.toThrow("stopped by the test");
        while (isAlive(processId)) await new Promise((resolve) => setTimeout(resolve, 10));
    });
});

const commandNote = (): string =>
    `require("fs").writeFileSync(${JSON.stringify(path.join(folder, "pid"))}, process.pid + "\\n");`;

async function firstLine(file: string): Promise<number> {
    for (;;) {
        try {
            const [line, rest] = readFileSync(file, "utf8").split("\n");
            if (rest !== undefined) return Number(line);
        } catch {
            // The process has not written it yet.
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

function isAlive(processId: number): boolean {
    try {
        process.kill(processId, 0);
        return true;
    } catch {
        return false;
    }
}
