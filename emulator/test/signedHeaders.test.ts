import { createHash, createHmac } from "node:crypto";
import { send } from "./emulatorClient";
import { type Emulator, startEmulator } from "../src/index";

let emulator: Emulator;
let jobs: string;
beforeEach(async () => {
    emulator = await startEmulator();
    jobs = `/v1/${emulator.info.projectId}/visualization-jobs`;
});
afterEach(() => emulator.close());

interface Signing {
    readonly path?: string;
    /** Region and service; undefined for the unscoped form. */
    readonly scope?: readonly [region: string, service: string];
    readonly keys?: readonly [accessKey: string, secretKey: string];
    /** Headers that are added after the signature. */
    readonly laterHeaders?: Readonly<Record<string, string>>;
}

/** Sends a GET whose signature covers X-Sdk-Date alone. */
function sendSignedRequest({ path = jobs, scope, keys, laterHeaders }: Signing) {
    const [accessKey, secretKey] = keys ?? [emulator.info.accessKey, emulator.info.secretKey];
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const parts = scope ? [date.slice(0, 8), ...scope, "sdk_request"] : [];
    const hash = (text: string) => createHash("sha256").update(text).digest("hex");
    const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
    const canonical = `GET\n${path}/\n\nx-sdk-date:${date}\n\nx-sdk-date\n${hash("")}`;
    const lines = ["SDK-HMAC-SHA256", date, ...(scope ? [parts.join("/")] : []), hash(canonical)];
    const key = scope ? parts.reduce<string | Buffer>(hmac, `SDK${secretKey}`) : secretKey;
    const credential = scope ? `Credential=${[accessKey, ...parts].join("/")}` : `Access=${accessKey}`;
    const signature = `Signature=${hmac(key, lines.join("\n")).toString("hex")}`;
    const Authorization = `SDK-HMAC-SHA256 ${credential}, SignedHeaders=x-sdk-date, ${signature}`;
    return send(emulator.info.url, "GET", path, {
        headers: { "X-Sdk-Date": date, Authorization, ...laterHeaders },
    });
}

test.each([undefined, ["cn-north-4", "modelarts"], ["", ""], ["", "ec2"], ["cn-north-4", "iam"]] as const)(
    "X-Sdk-Date alone needs a signature, with the scope %j",
    async (scope) => {
        const signing = scope ? { scope } : {};
        expect((await sendSignedRequest(signing)).status).toBe(200);
        expect((await sendSignedRequest({ ...signing, path: "/v3/projects" })).status).toBe(200);
    },
);

test("headers may be added after the signature", async () => {
    const { temporaryAccessKey, temporarySecretKey, securityToken } = emulator.options;
    const laterHeaders = { "X-Project-Id": emulator.info.projectId, "X-Security-Token": securityToken };
    const keys = [temporaryAccessKey, temporarySecretKey] as const;
    expect((await sendSignedRequest({ keys, laterHeaders })).status).toBe(200);
});

test("X-Project-Id can be required of every signed ModelArts call", async () => {
    emulator.setOptions({ projectIdRequired: true });
    const { status, json } = await sendSignedRequest({});
    expect([status, json.error_msg]).toEqual([
        401,
        expect.stringContaining("X-Project-Id header is missing"),
    ]);
    expect(
        (await sendSignedRequest({ laterHeaders: { "X-Project-Id": emulator.info.projectId } })).status,
    ).toBe(200);
    expect((await sendSignedRequest({ path: "/v3/projects" })).status).toBe(200);
});
