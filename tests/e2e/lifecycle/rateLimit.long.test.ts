import { ok } from "../../../tools/engine/project";
import { jobsIn, startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const count = 16;
const program = `
import { VisualizationJob } from "pulumi-modelarts";
for (let i = 0; i < ${count}; i++)
    new VisualizationJob("board" + i, { trainUrl: "/bucket/logs/", state: "running" });
`;

/* These tests share one stack, in order. Only the credentials are configured. */
describe("many jobs at once, with a limit of five requests a second", () => {
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

    /** Returns the HTTP status of every such call. */
    const statusesOf = (callName: string) =>
        environment.service.requests.filter(({ call }) => call === callName).map(({ status }) => status);
    const successStatuses = Array<number>(count).fill(200);
    const acceptedStatusesOf = (call: string) => statusesOf(call).filter((status) => status !== 429);

    it("are each created once, and none fails", async () => {
        ok(await environment.stack.up(`--parallel=${count}`));
        expect(acceptedStatusesOf("create")).toEqual(successStatuses);
        // Without more requests the limit was never reached.
        expect(statusesOf("create").length).toBeGreaterThan(count);
        expect(environment.service.jobs.map(({ statusName }) => statusName)).toEqual(
            Array(count).fill("RUNNING"),
        );
        const jobIds = (await jobsIn(environment.stack)).map(({ id }) => id);
        expect(jobIds.sort()).toEqual(environment.service.jobs.map(({ id }) => id).sort());
    }, 120_000);

    it("are each stopped and deleted once", async () => {
        ok(await environment.stack.destroy(`--parallel=${count}`));
        expect(acceptedStatusesOf("stop")).toEqual(successStatuses);
        expect(acceptedStatusesOf("delete")).toEqual(successStatuses);
        expect(statusesOf("stop").length + statusesOf("delete").length).toBeGreaterThan(2 * count);
        expect(environment.service.jobs).toEqual([]);
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 120_000);
});
