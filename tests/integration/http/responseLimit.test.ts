import type { RequestListener } from "node:http";
import { createGzip } from "node:zlib";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { withServer } from "../../support/rawServer";

const emulator = useEmulator();
const megabyte = 1024 * 1024;
const block = Buffer.alloc(megabyte / 4, " ");

/** Answers without end, plain or packed; counts the requests, and what was sent. */
function endless(packed: boolean) {
    const counts = { requests: 0, sent: 0 };
    const listener: RequestListener = (_, response) => {
        counts.requests++;
        response.writeHead(200, {
            "Content-Type": "application/json",
            ...(packed ? { "Content-Encoding": "gzip" } : {}),
        });
        const body = packed ? createGzip({ level: 1 }) : response;
        if (body !== response) body.pipe(response);
        const go = () => {
            while (!response.destroyed && counts.sent < 512 * megabyte) {
                counts.sent += block.length;
                if (!body.write(block)) {
                    body.once("drain", go);
                    return;
                }
            }
        };
        go();
    };
    return { seen: counts, listener };
}

describe.each([
    ["as it is", false],
    ["packed, so that little of it comes over the wire", true],
])("an answer without end, %s", (_, packed) => {
    test("is not read to its end, nor a second time, and is told as no answer of the service", async () => {
        const { seen: counts, listener } = endless(packed);
        await withServer(listener, async (url) => {
            const { jobs } = connectToEmulator(emulator(), {
                "huaweicloud:endpoints": JSON.stringify({ modelarts: url }),
                "huaweicloud:maxRetries": "2",
                "modelarts:requestTimeout": "20",
            });
            const failure = await rejectionOf(jobs.get("1"));
            expect(failure.kind).toBe("unexpected-response");
            expect(counts.requests).toBe(1);
            // Packed, any amount is on its way before anybody can have read much of it.
            if (!packed) expect(counts.sent).toBeLessThan(200 * megabyte);
        });
    });
});

test("a list of a thousand jobs with long descriptions is an answer of the service", async () => {
    for (let i = 0; i < 1000; i++) emulator().makeJob({ description: "训".repeat(256) });
    expect(await collect(connectToEmulator(emulator()).jobs.list())).toHaveLength(1000);
});
