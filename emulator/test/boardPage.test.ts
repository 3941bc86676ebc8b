import { send, useEmulator } from "./emulatorClient";

const { emulator, caller } = useEmulator();

describe("the page of a job", () => {
    async function open(url: unknown): Promise<[status: number | undefined, text: string]> {
        const { status, text } = await send(emulator().info.url, "GET", new URL(String(url)).pathname);
        return [status, text];
    }

    test("says which job it is and what it is doing, needs no credentials and is not recorded", async () => {
        const { id } = emulator().makeJob({ name: "board", description: "<b>&", duration: 90_000 });
        const { service_url } = await caller().show(id);
        emulator().clearRequests();
        const [status, text] = await open(service_url);
        expect(status).toBe(200);
        for (const part of [`<td>${id}`, "<h1>board", "&#60;b&#62;&#38;", "RUNNING", "running for 9"])
            expect(text).toContain(part);
        emulator().moveJob(id, 9);
        expect((await open(service_url))[1]).toMatch(/This job is not running[^]*KILLING/);
        emulator().removeJob(id);
        expect(await open(service_url)).toEqual([404, expect.stringContaining("does not exist")]);
        expect(emulator().requests).toEqual([]);
    });
});
