import { providers } from "../../tools/engine/providers";
import { type Emulator, startEmulator } from "../../emulator/src";
import { playRound } from "./round";

describe("interrupted runs", () => {
    let service: Emulator;
    beforeAll(async () => {
        service = await startEmulator({ boot: 0.4, stop: 0.3 });
    });
    afterAll(() => service.close());

    it.each(providers)(
        "end as declared when the same command runs again, by the $name: one job each, none left",
        async ({ name }) => {
            const { interruptCount, deviations } = await playRound(
                {
                    provider: name,
                    up: [
                        { method: "kill", at: { request: 2, afterMs: 0 } },
                        { method: "interrupt twice", at: { request: 2, afterMs: 20 } },
                    ],
                    destroy: [{ method: "kill", at: { request: 3, afterMs: 10 } }],
                },
                service,
            );
            expect(deviations).toEqual([]);
            expect(interruptCount).toBe(3);
        },
        180_000,
    );
});
