import { connectToEmulator, useEmulator, onlyRequest } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const withBody = ["create", "update"];

describe("a call", () => {
    test.each(jobApiCalls.filter(({ name }) => !withBody.includes(name)))(
        "without a body has none, nor a type or a length of one: $name",
        async (call) => {
            await performCall(call, connectToEmulator(emulator()).jobs, emulator());
            const { body, headers } = onlyRequest(emulator());
            expect(body).toBe("");
            expect(headers).not.toHaveProperty("content-type");
            expect(headers).not.toHaveProperty("transfer-encoding");
            expect(headers["content-length"] ?? "0").toBe("0");
        },
    );

    test.each(jobApiCalls.filter(({ name }) => withBody.includes(name)))(
        "with a body says that it is JSON: $name",
        async (call) => {
            await performCall(call, connectToEmulator(emulator()).jobs, emulator());
            const { body, headers } = onlyRequest(emulator());
            expect(headers["content-type"]).toBe("application/json");
            expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
            expect(JSON.parse(body)).toBeInstanceOf(Object);
        },
    );

    test.each(jobApiCalls)("asks for JSON, and is never sent twice: $name", async (call) => {
        await performCall(call, connectToEmulator(emulator()).jobs, emulator());
        expect(onlyRequest(emulator()).headers["accept"]).toBe("application/json");
    });

    test("sends the automatic stop as a list of one, and the flavor as an object", async () => {
        const spec = { name: "board", trainUrl: "/bucket/logs/", flavor: "f.1", autoStopHours: 4 };
        await connectToEmulator(emulator()).jobs.create(spec);
        expect(JSON.parse(onlyRequest(emulator()).body)).toStrictEqual({
            job_name: "board",
            train_url: "/bucket/logs/",
            flavor: { code: "f.1" },
            schedule: [{ type: "stop", time_unit: "HOURS", duration: 4 }],
        });
    });

    test("sends a description that is cleared as an empty one", async () => {
        const { id } = emulator().makeJob({ description: "text" });
        await connectToEmulator(emulator()).jobs.update(id, { description: "" });
        expect(onlyRequest(emulator()).body).toBe('{"job_desc":""}');
    });
});
