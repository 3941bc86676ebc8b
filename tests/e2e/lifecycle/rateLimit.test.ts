import { ok } from "../../../tools/engine/project";
import { jobsIn, startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const count = 16;
const program = `
import { VisualizationJob } from "pulumi-modelarts";
for (let i = 0; i < ${count}; i++)
    new VisualizationJob("board" + i, { trainUrl: "/bucket/logs/", state: "running" });
`;

/* One life of many jobs, told in order. Nothing is configured but the credentials. */
describe("many jobs at once, where five calls a second are let in", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            program,
            service: { rateLimit: 5 },
            config: { "modelarts:pollInterval": "", "modelarts:waitTimeout": "" },
        });
    }, 60_000);
    beforeEach(() => {
        environment.service.clearRequests();
    });
    afterAll(() => environment.close());

    /** How such a call was answered, each time. */
    const statusesOf = (callName: string) =>
        environment.service.requests.filter(({ call }) => call === callName).map(({ status }) => status);
    const servedOnly = Array<number>(count).fill(200);
    const acceptedStatusesOf = (call: string) => statusesOf(call).filter((status) => status !== 429);

    it("are each made once, and none fails", async () => {
        ok(await environment.stack.up(`--parallel=${count}`));
        expect(acceptedStatusesOf("create")).toEqual(servedOnly);
        // Some were refused, or nothing was seen.
        expect(statusesOf("create").length).toBeGreaterThan(count);
        expect(environment.service.jobs.map(({ statusName }) => statusName)).toEqual(
            Array(count).fill("RUNNING"),
        );
        const jobIds = (await jobsIn(environment.stack)).map(({ id }) => id);
        expect(jobIds.sort()).toEqual(environment.service.jobs.map(({ id }) => id).sort());
    }, 120_000);

    it("are each stopped and deleted once, and none is left", async () => {
        ok(await environment.stack.destroy(`--parallel=${count}`));
        expect(acceptedStatusesOf("stop")).toEqual(servedOnly);
        expect(acceptedStatusesOf("delete")).toEqual(servedOnly);
        expect(statusesOf("stop").length + statusesOf("delete").length).toBeGreaterThan(2 * count);
        expect(environment.service.jobs).toEqual([]);
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 120_000);
});
