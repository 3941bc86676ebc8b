import { connected, emulated, theRequest } from "../../support/emulatedClient";
import { perform, sevenCalls } from "../../support/apiCalls";

const emulator = emulated();
const withBody = ["create", "update"];

describe("a call", () => {
    test.each(sevenCalls.filter(({ name }) => !withBody.includes(name)))(
        "without a body has none, nor a type or a length of one: $name",
        async (call) => {
            await perform(call, connected(emulator()).jobs, emulator());
            const { body, headers } = theRequest(emulator());
            expect(body).toBe("");
            expect(headers).not.toHaveProperty("content-type");
            expect(headers).not.toHaveProperty("transfer-encoding");
            expect(headers["content-length"] ?? "0").toBe("0");
        },
    );

    test.each(sevenCalls.filter(({ name }) => withBody.includes(name)))(
        "with a body says that it is JSON: $name",
        async (call) => {
            await perform(call, connected(emulator()).jobs, emulator());
            const { body, headers } = theRequest(emulator());
            expect(headers["content-type"]).toBe("application/json");
            expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
            expect(JSON.parse(body)).toBeInstanceOf(Object);
        },
    );

    test.each(sevenCalls)("asks for JSON, and is never sent twice: $name", async (call) => {
        await perform(call, connected(emulator()).jobs, emulator());
        expect(theRequest(emulator()).headers["accept"]).toBe("application/json");
    });

    test("sends the automatic stop as a list of one, and the flavor as an object", async () => {
        const spec = { name: "board", trainUrl: "/bucket/logs/", flavor: "f.1", autoStopHours: 4 };
        await connected(emulator()).jobs.create(spec);
        expect(JSON.parse(theRequest(emulator()).body)).toStrictEqual({
            job_name: "board",
            train_url: "/bucket/logs/",
            flavor: { code: "f.1" },
            schedule: [{ type: "stop", time_unit: "HOURS", duration: 4 }],
        });
    });

    test("sends a description that is cleared as an empty one", async () => {
        const { id } = emulator().makeJob({ description: "text" });
        await connected(emulator()).jobs.update(id, { description: "" });
        expect(theRequest(emulator()).body).toBe('{"job_desc":""}');
    });
});
