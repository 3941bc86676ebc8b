import { connectToEmulator, useEmulator, onlyRequest } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const callsWithBody = ["create", "update"];

test.each(jobApiCalls.filter(({ name }) => !callsWithBody.includes(name)))(
    "sends no body with $name, nor a content type or length",
    async (call) => {
        await performCall(call, connectToEmulator(emulator()).jobs, emulator());
        const { body, headers } = onlyRequest(emulator());
        expect(body).toBe("");
        expect(headers).not.toHaveProperty("content-type");
        expect(headers).not.toHaveProperty("transfer-encoding");
        expect(headers["content-length"] ?? "0").toBe("0");
    },
);

test.each(jobApiCalls.filter(({ name }) => callsWithBody.includes(name)))(
    "sends JSON with its length with $name",
    async (call) => {
        await performCall(call, connectToEmulator(emulator()).jobs, emulator());
        const { body, headers } = onlyRequest(emulator());
        expect(headers["content-type"]).toBe("application/json");
        expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
        expect(JSON.parse(body)).toBeInstanceOf(Object);
    },
);

test.each(jobApiCalls)("sends one request with $name, which accepts JSON", async (call) => {
    await performCall(call, connectToEmulator(emulator()).jobs, emulator());
    expect(onlyRequest(emulator()).headers["accept"]).toBe("application/json");
});
