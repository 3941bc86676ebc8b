import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openConnection } from "../../provider/src/modelarts/connect";
import { resolveSettings } from "../../provider/src/modelarts/config/settings";
import { readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";
import { useEmulator } from "../support/emulatedClient";

const emulator = useEmulator();
const [block] = readDocument("docs/migration-from-python-sdk.md").blocks.filter(
    ({ under }) => under === "In a notebook",
);

/** Writes a Python SDK whose `Session()` has these keys, and which prints while it is loaded. */
function pythonSdk(folder: string, attributes: Readonly<Record<string, string>>): void {
    mkdirSync(path.join(folder, "modelarts"), { recursive: true });
    writeFileSync(path.join(folder, "modelarts/__init__.py"), "");
    const lines = Object.entries(attributes).map(
        ([name, value]) => `        self.${name} = ${JSON.stringify(value)}`,
    );
    const text = `class Session:\n    def __init__(self):\n        print("a word of the SDK")\n${lines.join("\n")}\n`;
    writeFileSync(path.join(folder, "modelarts/session.py"), text);
}

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-notebook-"));
});
afterEach(() => {
    rmSync(folder, { recursive: true });
});

test("the line for a notebook sets an environment with which Session() authenticates, and again when its keys have expired", async () => {
    const { info, options } = emulator();
    const values = {
        access_key: options.temporaryAccessKey,
        secret_key: options.temporarySecretKey,
        security_token: options.securityToken,
        region_name: info.region,
        project_id: info.projectId,
    };
    pythonSdk(folder, values);
    const cwd = path.join(root, "examples/python-sdk-migration");
    const env = { ...process.env, HOME: folder, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" };
    const line = `${block?.text ?? ""}\nenv -0`;
    const output = execFileSync("sh", ["-c", line], { cwd, env, encoding: "utf8" });
    const environment = Object.fromEntries(
        output.split("\0").flatMap((pair) => {
            const [, name = "", value = ""] = /^(HW_\w+)=([^]*)$/.exec(pair) ?? [];
            return name === "" ? [] : [[name, value]];
        }),
    );
    expect(Object.keys(environment).sort()).toEqual([
        "HW_CREDENTIALS_COMMAND",
        "HW_PROJECT_ID",
        "HW_REGION_NAME",
    ]);

    const endpoints = JSON.stringify({ modelarts: info.modelarts, iam: info.iam });
    const settings = resolveSettings(
        (key) => (key === "huaweicloud:endpoints" ? endpoints : undefined),
        environment,
    );
    process.env["PYTHONPATH"] = folder;
    try {
        const { jobs } = openConnection(settings);
        const { id } = emulator().makeJob();
        expect((await jobs.get(id)).id).toBe(id);
        emulator().setOptions({ securityToken: "a-later-security-token" });
        pythonSdk(folder, { ...values, security_token: "a-later-security-token" });
        expect((await jobs.get(id)).id).toBe(id);
    } finally {
        delete process.env["PYTHONPATH"];
    }
});
