import { ok } from "../../../tools/engine/project";
import {
    jobIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";

describe("a change of the description", () => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it.each([
        { state: "running", why: "a running job goes on running" },
        { state: "stopped", why: "a stopped job stays stopped, and is not billed" },
    ])(
        "is one PUT and nothing else: $why",
        async ({ state }) => {
            const described = (text: string) =>
                program(`{ trainUrl: "/bucket/logs/", state: "${state}", ${text} }`);
            environment = await startTestEnvironment({ program: described(`description: "first"`) });
            ok(await environment.stack.up());
            const { id = "" } = await jobIn(environment.stack);
            const before = environment.service.job(id);

            for (const [text, expectedDescription] of [
                [`description: "second"`, "second"],
                [`description: "0"`, "0"],
                [`description: ""`, ""],
                [`description: "again"`, "again"],
                ["", ""],
            ] as const) {
                environment.service.clearRequests();
                await environment.stack.write(described(text));
                ok(await environment.stack.up());
                expect(writeRequests(environment.service)).toEqual([`PUT /${id}`]);
                const put = environment.service.requests.find(({ method }) => method === "PUT");
                expect(put?.body).toBe(JSON.stringify({ job_desc: expectedDescription }));
                expect(environment.service.job(id)).toMatchObject({
                    description: expectedDescription,
                    status: before?.status,
                });
                ok(await environment.stack.preview("--expect-no-changes"));
            }
        },
        180_000,
    );
});
