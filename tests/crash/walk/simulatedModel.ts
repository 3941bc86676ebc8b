import { type Emulator, startEmulator } from "../../../emulator/src";
import { findDifferences } from "./declared";
import { findViolations } from "./invariants";
import { type StateJob, JobModel } from "./model";
import type { Moment } from "./moment";
import { Program } from "./program";

/** A model and a service for each test of a file. */
export function useSimulatedModel(): () => SimulatedModel {
    let simulated: SimulatedModel;
    beforeEach(async () => {
        simulated = new SimulatedModel(await startEmulator());
    });
    afterEach(() => simulated.service.close());
    return () => simulated;
}

/** The model of a program with one resource, `r1`, that is to run. */
export class SimulatedModel {
    readonly model: JobModel;
    readonly program: Program;

    constructor(readonly service: Emulator) {
        this.model = new JobModel(service);
        this.program = new Program({
            foreign: () => this.model.makeForeign("of-others", true),
            of: () => undefined,
            leave: () => undefined,
        });
        this.declare();
    }

    /** Declares one more resource. */
    declare(): void {
        this.program.apply({
            edit: "create",
            job: { trainUrl: "/bucket/a/", named: false, state: "running" },
        });
    }

    /** Makes a job as a resource would have created it, and gives its ID. */
    job(name: string, status = 8): string {
        return this.service.makeJob({ name, status, trainUrl: "/bucket/a/" }).id;
    }

    stateJob(resource: string, id: string, policy = "delete"): StateJob {
        return { resource, id, policy, status: this.service.job(id)?.statusName };
    }

    async stop(id: string): Promise<void> {
        const { modelarts, projectId } = this.service.info;
        await fetch(`${modelarts}/v1/${projectId}/visualization-jobs/${id}/stop`, {
            method: "POST",
            headers: { "X-Auth-Token": this.service.options.token },
        });
    }

    /** The violations in a situation after an operation; left out: `up`. */
    violations(given: Partial<Moment>): string[] {
        const { model, program, service } = this;
        const { output = "", after = [] } = given;
        model.readMessages(output);
        model.stateJobs = after;
        const { jobs, requests } = service;
        const now = { operation: ["up"] as const, output, requests, before: [], after, jobs, later: jobs };
        return findViolations({ ...now, ...given }, model, program);
    }

    differences(after: readonly StateJob[]): string[] {
        const { model, program, service } = this;
        model.stateJobs = after;
        return findDifferences({ jobs: service.jobs, after, model, program, awaited: true });
    }
}
