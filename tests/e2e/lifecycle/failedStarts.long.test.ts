import type { Result } from "../../../tools/engine/childProcess";
import { ok } from "../../../tools/engine/project";
import type { ResourceState } from "../../../tools/engine/stackExport";
import { providers } from "../../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf, outputOf } from "../../support/programs";

const failures = [3, 5, 6, 11, 14, 16, 17, 21, 22];
const unknownStatuses = [99, 0];
const ends = [...failures, ...unknownStatuses];

/**
 * A program with a job for each status. Half of them have the desired state, half have none: a new job starts either
 * way.
 */
const program = programOf(
    Object.fromEntries(
        ends.map((_, number) => [
            `board${number}`,
            [
                `{ trainUrl: "/bucket/logs/"${number % 2 === 0 ? `, state: "running"` : ""} }`,
                `{ customTimeouts: { create: "6s", update: "6s" } }`,
            ],
        ]),
    ),
);

/* These tests share one stack, in order: each step begins where the one before ended. */
describe.each(providers)("jobs that fail to start (by the $name)", (provider) => {
    let environment: TestEnvironment;
    let up: Result;
    let jobs: ResourceState[];
    const statusOf = (job: ResourceState): number => environment.service.job(job.id ?? "")?.status ?? -1;
    /** Finds the error message about one job. */
    const errorOf = (id = ""): string =>
        outputOf(up)
            .split("\n")
            .filter((line) => line.includes(`(${id})`) && line.includes("Could not"))
            .join("\n");

    beforeAll(async () => {
        environment = await startTestEnvironment({ provider, program, service: { failNextStarts: ends } });
        up = await environment.stack.up("--continue-on-error");
        jobs = Object.values(await jobsByName(environment.stack));
    }, 120_000);
    beforeEach(() => {
        environment.service.clearRequests();
    });
    afterAll(() => environment.close());

    it("fail the run, and stay in the state with their IDs", () => {
        expect(up.code).not.toBe(0);
        expect(jobs.map(statusOf).sort()).toEqual([...ends].sort());
        for (const job of jobs) {
            expect(job.outputs).toMatchObject({ visualizationId: job.id });
            expect(job.initErrors).toEqual([expect.stringContaining(`(${job.id ?? ""})`)]);
        }
    });

    it.each(failures)("fail at once with the status %i, the job, and what to do", (status) => {
        const { id, outputs } = jobs.find((job) => statusOf(job) === status) ?? {};
        expect(outputs).toMatchObject({ state: "failed" });
        expect(errorOf(id)).toContain(`start visualization job "board`);
        expect(errorOf(id)).toContain(`(${status})`);
        expect(errorOf(id)).toMatch(/log in the ModelArts console; the next `pulumi up` restarts it/);
        expect(errorOf(id)).not.toContain("after 6 s");
    });

    it.each(unknownStatuses)("are waited for until the timeout with the unknown status %i", (status) => {
        const { id, outputs } = jobs.find((job) => statusOf(job) === status) ?? {};
        expect(outputs).toMatchObject({ state: "unknown" });
        expect(errorOf(id)).toMatch(new RegExp(`after 6 s its status is .*${status}.*, not running`));
        expect(errorOf(id)).toMatch(/customTimeouts: \{ create: … \}/);
    });

    it("print no secret", () => {
        expect(outputOf(up)).not.toContain(environment.service.info.secretKey);
    });

    it("stay in the state after a refresh, which changes nothing", async () => {
        ok(await environment.stack.refresh());
        expect(writeCalls(environment.service)).toEqual([]);
        expect(Object.values(await jobsByName(environment.stack)).map(({ id }) => id)).toEqual(
            jobs.map(({ id }) => id),
        );
    }, 120_000);

    it("are restarted once each by the next up; one that fails again is an error", async () => {
        const { service, stack } = environment;
        for (const job of jobs.filter((each) => unknownStatuses.includes(statusOf(each))))
            service.moveJob(job.id ?? "", 8);
        service.setOptions({ failNextStarts: [22] });
        const again = await stack.up("--continue-on-error");
        expect(again.code).not.toBe(0);
        expect(outputOf(again)).toMatch(/start visualization job .* MOUNT_FAILED \(22\)/);
        expect(writeCalls(service)).toEqual(failures.map(() => "restart"));
        const statuses = service.jobs.map(({ statusName }) => statusName);
        expect(statuses.sort()).toEqual(["MOUNT_FAILED", ...ends.slice(1).map(() => "RUNNING")]);
    }, 120_000);

    it("are deleted by destroy, without a stop where they failed", async () => {
        const { service } = environment;
        const failedJob = service.jobs.find(({ status }) => status === 22);
        ok(await environment.stack.destroy());
        expect(writeCalls(service, failedJob?.id)).toEqual(["delete"]);
        expect(service.jobs).toEqual([]);
        expect(await jobsByName(environment.stack)).toEqual({});
    }, 120_000);
});
