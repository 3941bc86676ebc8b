import { onShutdown } from "../../../provider/src/engine/shutdown";

describe("the end of a provider process", () => {
    afterEach(() => {
        jest.restoreAllMocks();
        for (const signal of ["SIGINT", "SIGBREAK"]) process.removeAllListeners(signal);
    });

    test.each(["SIGINT", "SIGBREAK"] as const)("closes what is open at %s, then exits with 130", (signal) => {
        const steps: unknown[] = [];
        jest.spyOn(process, "exit").mockImplementation((code) => steps.push(code) as never);
        onShutdown(() => steps.push("close"));
        process.emit(signal, signal);
        expect(steps).toEqual(["close", 130]);
    });
});
