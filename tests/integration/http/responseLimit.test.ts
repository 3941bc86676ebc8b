import type { RequestListener } from "node:http";
import { createGzip } from "node:zlib";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { withServer } from "../../support/rawServer";

const emulator = useEmulator();
const megabyte = 1024 * 1024;
const block = Buffer.alloc(megabyte / 4, " ");

/** Makes a response without end, plain or compressed. Counts the requests and the bytes before compression. */
function createEndlessResponse(isCompressed: boolean) {
    const counts = { requests: 0, bytes: 0 };
    const listener: RequestListener = (_, response) => {
        counts.requests++;
        response.writeHead(200, {
            "Content-Type": "application/json",
            ...(isCompressed ? { "Content-Encoding": "gzip" } : {}),
        });
        const body = isCompressed ? createGzip({ level: 1 }) : response;
        if (body !== response) body.pipe(response);
        const writeUntilFull = () => {
            while (!response.destroyed && counts.bytes < 512 * megabyte) {
                counts.bytes += block.length;
                if (!body.write(block)) {
                    body.once("drain", writeUntilFull);
                    return;
                }
            }
        };
        writeUntilFull();
    };
    return { counts, listener };
}

describe.each([
    ["plain", false],
    ["compressed", true],
])("an endless response, %s", (_, isCompressed) => {
    test("is not read to its end and not retried", async () => {
        const { counts, listener } = createEndlessResponse(isCompressed);
        await withServer(listener, async (url) => {
            const { jobs } = connectToEmulator(emulator(), {
                "huaweicloud:endpoints": JSON.stringify({ modelarts: url }),
                "huaweicloud:maxRetries": "2",
                "modelarts:requestTimeout": "20",
            });
            const error = await rejectionOf(jobs.get("1"));
            expect(error.kind).toBe("unexpected-response");
            expect(counts.requests).toBe(1);
            // A compressed stream fits into the buffers of the sockets as a whole.
            if (!isCompressed) expect(counts.bytes).toBeLessThan(200 * megabyte);
        });
    });
});

test("accepts a list of a thousand jobs with long descriptions", async () => {
    for (let i = 0; i < 1000; i++) emulator().makeJob({ description: "训".repeat(256) });
    expect(await collect(connectToEmulator(emulator()).jobs.list())).toHaveLength(1000);
});
