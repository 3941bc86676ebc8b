import { type Emulator, startEmulator } from "../../../emulator/src";
import { findViolations, type Moment } from "./invariants";
import { Program, type StateJob } from "./program";

let service: Emulator;
let program: Program;
beforeEach(async () => {
    service = await startEmulator();
    program = new Program(service);
    program.resources.set("r1", { trainUrl: "/bucket/a/", state: "running" });
});
afterEach(() => service.close());

/** A job as a resource would have created it, in the state of that resource. */
function createJob(resource: string, patch: object = {}): StateJob {
    const setup = { name: `${resource}-abcdef0`, trainUrl: "/bucket/a/", description: "", ...patch };
    const { id, statusName } = service.makeJob(setup);
    return { resource, id, status: statusName };
}

/** The violations after an `up` that succeeded, unless something else is given. */
function violationsOf(given: Partial<Moment> = {}): string {
    const { jobs, requests } = service;
    const success = {
        command: "up",
        code: 0,
        output: "",
        hasDrifted: false,
        reportedNames: new Set<string>(),
    };
    const moment = { ...success, program, requests, stateJobs: [], jobs, laterJobs: jobs, ...given };
    return findViolations(moment).join("\n");
}

describe("the invariants", () => {
    it("hold for a job as declared", () => {
        expect(violationsOf({ stateJobs: [createJob("r1")] })).toBe("");
    });

    it("hold for a job in no state whose failed create was reported, until an up succeeds", () => {
        createJob("r1");
        const reportedNames = new Set(["r1-abcdef0"]);
        expect(violationsOf({ code: 1, reportedNames })).toBe("");
        expect(violationsOf({ code: 0, reportedNames })).toMatch("is in no state");
        expect(violationsOf({ code: 1 })).toMatch("is in no state");
    });

    it("do not hold for a second job, one job of two resources, and what a destroy leaves", () => {
        program.resources.set("r2", {});
        const [job, other] = [createJob("r1"), createJob("r1")];
        expect(violationsOf({ stateJobs: [job, other] })).toMatch("r1 has created a second job");
        expect(violationsOf({ stateJobs: [job, { ...job, resource: "r2" }] })).toMatch("two resources have");
        expect(violationsOf({ stateJobs: [job], command: "destroy" })).toMatch("the state still has r1");
    });

    it.each([{ status: 1 }, { status: 12 }, { description: "x" }, { trainUrl: "/b/" }, { hours: 4 }])(
        "do not hold for a job that differs from the program: %j",
        (patch) => {
            const stateJobs = [createJob("r1", patch)];
            expect(violationsOf({ stateJobs })).toMatch(/^r1 is .*, declared is /);
        },
    );

    it("do not hold for a program that crashes", () => {
        expect(violationsOf({ code: 1, output: "TypeError: x is undefined" })).toMatch("crashed: TypeError");
    });

    it("do not hold for a write to a foreign job, and for any write of a refresh", async () => {
        const [foreignId = ""] = program.foreignIds;
        const { modelarts, projectId } = service.info;
        await fetch(`${modelarts}/v1/${projectId}/visualization-jobs/${foreignId}/stop`, { method: "POST" });
        expect(violationsOf({ code: 1 })).toBe(`up must not send stop ${foreignId}`);
        program.resources.set("r2", { visualizationId: foreignId });
        expect(violationsOf({ code: 1 })).toBe("");
        expect(violationsOf({ code: 1, command: "refresh" })).toMatch("refresh must not send stop");
    });
});
