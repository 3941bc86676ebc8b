import { runAndInterrupt } from "../../support/interrupt";
import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../support/providers";
import {
    jobIn,
    jobsIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";

/* Far longer than a test may take: a run that does not end at once would not end in order at all. */
const patient = { "modelarts:waitTimeout": "6000" };
const never = 6000;
const interrupt = { method: "interrupt", at: { request: 3, afterMs: 0 } } as const;

describe("Ctrl-C while a job is waited for", () => {
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

    it("ends the wait, and leaves the job in the state, on its way", async () => {
        const { service, stack } = environment;
        expect(await runAndInterrupt(stack, service, ["up"], interrupt)).toBe(true);
        const [job, ...more] = service.jobs;
        expect(more).toEqual([]);
        expect(await jobIn(stack)).toMatchObject({ id: job?.id, outputs: { state: "starting" } });
    }, 180_000);

    it("is followed by a run that asks for nothing again", async () => {
        const { service, stack } = environment;
        service.moveJob(service.jobs[0]?.id ?? "", 8);
        service.clearRequests();
        ok(await stack.up());
        expect(writeRequests(service)).toEqual([]);
        expect((await jobIn(stack)).outputs).toMatchObject({ state: "running" });
    }, 120_000);

    it("ends a destroy in the same way: the job stays in the state until it is gone", async () => {
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
