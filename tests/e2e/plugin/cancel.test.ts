import { runAndInterrupt } from "../../support/interrupt";
import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../../tools/engine/providers";
import {
    jobIn,
    jobsIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";

/* These waits are far longer than a test may take: only a run that ends at once ends in order. */
const patient = { "modelarts:waitTimeout": "6000" };
const never = 6000;
const interrupt = { method: "interrupt", at: { request: 3, afterMs: 0 } } as const;

describe("an interrupt during a wait", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider: providerPlugin,
            program: program(`{ trainUrl: "/bucket/logs/", state: "running" }`),
            config: patient,
            service: { boot: never },
        });
    }, 60_000);
    afterAll(() => environment.close());

    it("ends the wait, and keeps the starting job in the state", async () => {
        const { service, stack } = environment;
        expect(await runAndInterrupt(stack, service, ["up"], interrupt)).toBe(true);
        const [job, ...more] = service.jobs;
        expect(more).toEqual([]);
        expect(await jobIn(stack)).toMatchObject({ id: job?.id, outputs: { state: "starting" } });
    }, 180_000);

    it("is followed by a run without a write", async () => {
        const { service, stack } = environment;
        service.moveJob(service.jobs[0]?.id ?? "", 8);
        service.clearRequests();
        ok(await stack.up());
        expect(writeRequests(service)).toEqual([]);
        expect((await jobIn(stack)).outputs).toMatchObject({ state: "running" });
    }, 120_000);

    it("ends a destroy in the same way: the job stays in the state until it is deleted", async () => {
        const { service, stack } = environment;
        service.setOptions({ stop: never });
        expect(await runAndInterrupt(stack, service, ["destroy"], interrupt)).toBe(true);
        expect(await jobsIn(stack)).toHaveLength(1);
        service.moveJob(service.jobs[0]?.id ?? "", 12);
        service.setOptions({ stop: 0.1 });
        ok(await stack.destroy());
        expect([service.jobs, await jobsIn(stack)]).toEqual([[], []]);
    }, 240_000);
});
