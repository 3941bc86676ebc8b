import { ok } from "../../../tools/engine/project";
import { jobsByName, programOf, writeCalls } from "../../support/programs";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const programWith = (text: string): string =>
    programOf({
        running: `{ trainUrl: "/bucket/logs/", state: "running", ${text} }`,
        stopped: `{ trainUrl: "/bucket/logs/", state: "stopped", ${text} }`,
    });

/* These tests share one stack, in order: each step begins where the one before ended. */
describe("a change of the description", () => {
    let environment: TestEnvironment;
    let ids: readonly string[];
    beforeAll(async () => {
        environment = await startTestEnvironment({ program: programWith(`description: "first"`) });
        ok(await environment.stack.up());
        const { running, stopped } = await jobsByName(environment.stack);
        ids = [running?.id ?? "", stopped?.id ?? ""];
    }, 120_000);
    afterAll(() => environment.close());

    it.each([
        [`description: "0"`, "0"],
        [`description: ""`, ""],
        [`description: "again"`, "again"],
        ["", ""],
    ])(
        "is one PUT that leaves a running job running and a stopped job stopped: { %s }",
        async (text, expectedDescription) => {
            const { service, stack } = environment;
            service.clearRequests();
            await stack.write(programWith(text));
            ok(await stack.up());
            const puts = service.requests.filter(({ method }) => method === "PUT");
            expect(puts.map(({ body }) => body)).toEqual(
                Array(2).fill(JSON.stringify({ job_desc: expectedDescription })),
            );
            for (const id of ids) expect(writeCalls(service, id)).toEqual(["update"]);
            expect(ids.map((id) => service.job(id))).toMatchObject([
                { description: expectedDescription, statusName: "RUNNING" },
                { description: expectedDescription, statusName: "KILLED" },
            ]);
        },
        120_000,
    );

    it("leaves nothing to change", async () => {
        ok(await environment.stack.preview("--expect-no-changes"));
    }, 60_000);
});
