import { doors } from "../support/providers";
import { type Emulator, startEmulator } from "../../emulator/src";
import { play } from "./round";

describe("runs that are broken off", () => {
    let service: Emulator;
    beforeAll(async () => {
        service = await startEmulator({ boot: 0.4, stop: 0.3 });
    });
    afterAll(() => service.close());

    it.each(doors)(
        "end as declared when the same command is given again, by the $name: one job each, none left",
        async ({ name }) => {
            const { hits, wrong } = await play(
                {
                    door: name,
                    up: [
                        { way: "kill", at: { request: 2, afterMs: 0 } },
                        { way: "interrupt twice", at: { request: 2, afterMs: 20 } },
                    ],
                    destroy: [{ way: "kill", at: { request: 3, afterMs: 10 } }],
                },
                service,
            );
            expect(wrong).toEqual([]);
            expect(hits).toBe(3);
        },
        180_000,
    );
});
