import { ok } from "../../../tools/engine/project";
import {
    jobIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";

describe("a change that replaces the job", () => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it("stops and deletes the old job before it creates the new one, within a quota of one job", async () => {
        const at = (folder: string) => program(`{ trainUrl: "/bucket/${folder}/", state: "running" }`);
        environment = await startTestEnvironment({
            program: at("one"),
            service: { runningQuota: 1, jobQuota: 1 },
        });
        ok(await environment.stack.up());
        const { id: first = "" } = await jobIn(environment.stack);

        environment.service.clearRequests();
        await environment.stack.write(at("two"));
        ok(await environment.stack.up());
        const { id: second = "" } = await jobIn(environment.stack);
        expect(second).not.toBe(first);
        expect(writeRequests(environment.service)).toEqual([
            `POST /${first}/stop`,
            `DELETE /${first}`,
            "POST /",
        ]);
        expect(environment.service.jobs).toMatchObject([
            { id: second, trainUrl: "/bucket/two/", statusName: "RUNNING" },
        ]);
    }, 120_000);
});
