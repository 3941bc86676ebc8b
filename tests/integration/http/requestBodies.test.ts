import { connectToEmulator, useEmulator, onlyRequest, passwordSettings } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const callsWithBody = ["create", "update"];

test.each(jobApiCalls.filter(({ name }) => !callsWithBody.includes(name)))(
    "sends no body with $name, nor its length",
    async (call) => {
        await performCall(call, connectToEmulator(emulator()).jobs, emulator());
        const { body, headers } = onlyRequest(emulator());
        expect(body).toBe("");
        expect(headers).not.toHaveProperty("transfer-encoding");
        expect(headers["content-length"] ?? "0").toBe("0");
    },
);

test.each(jobApiCalls.filter(({ name }) => callsWithBody.includes(name)))(
    "sends JSON with its length with $name",
    async (call) => {
        await performCall(call, connectToEmulator(emulator()).jobs, emulator());
        const { body, headers } = onlyRequest(emulator());
        expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
        expect(JSON.parse(body)).toBeInstanceOf(Object);
    },
);

test.each(jobApiCalls)("sends one request with $name, with the headers of every request", async (call) => {
    await performCall(call, connectToEmulator(emulator()).jobs, emulator());
    expect(onlyRequest(emulator()).headers).toMatchObject({
        accept: "application/json",
        "content-type": "application/json",
        "x-language": "en-us",
    });
});

test.each(jobApiCalls)(
    "completes $name where the service rejects a request without media type",
    async (call) => {
        emulator().setOptions({ contentTypeRequired: true });
        const settings = { ...passwordSettings(emulator()), "huaweicloud:projectId": "" };
        await performCall(call, connectToEmulator(emulator(), settings).jobs, emulator());
        expect(emulator().requests.map(({ status }) => status)).toEqual([201, 200]);
    },
);

test("completes a project lookup where the service rejects a request without media type", async () => {
    emulator().setOptions({ contentTypeRequired: true });
    const connection = connectToEmulator(emulator(), { "huaweicloud:projectId": "" });
    expect(await connection.projectId()).toBe(emulator().info.projectId);
    expect(onlyRequest(emulator()).headers).toMatchObject({ "x-language": "en-us" });
});
