import { type Emulator, startEmulator } from "../../../emulator/src";
import { findDifferences } from "./declared";
import { findViolations } from "./invariants";
import { type StateJob, JobModel } from "./ledger";
import type { Moment } from "./moment";
import { Program } from "./program";

/** For each test of a file a model of its own, at a service of its own. */
export function useSimulatedModel(): () => SimulatedModel {
    let model: SimulatedModel;
    beforeEach(async () => {
        model = new SimulatedModel(await startEmulator());
    });
    afterEach(() => model.service.close());
    return () => model;
}

/** The model of a program with one resource, `r1`, that is to run, and worlds made up for it. */
export class SimulatedModel {
    readonly ledger: JobModel;
    readonly program: Program;

    constructor(readonly service: Emulator) {
        this.ledger = new JobModel(service);
        this.program = new Program({
            foreign: () => this.ledger.makeForeign("of-others", true),
            of: () => undefined,
            leave: () => undefined,
        });
        this.declare();
    }

    /** One resource more. */
    declare(): void {
        this.program.apply({
            edit: "make",
            job: { trainUrl: "/bucket/a/", named: false, state: "running" },
        });
    }

    /** The ID of a job as a resource would have made it. */
    job(name: string, status = 8): string {
        return this.service.makeJob({ name, status, trainUrl: "/bucket/a/" }).id;
    }

    known(resource: string, id: string, policy = "delete"): StateJob {
        return { resource, id, policy, status: this.service.job(id)?.statusName };
    }

    async stop(id: string): Promise<void> {
        const { modelarts, projectId } = this.service.info;
        await fetch(`${modelarts}/v1/${projectId}/visualization-jobs/${id}/stop`, {
            method: "POST",
            headers: { "X-Auth-Token": this.service.options.token },
        });
    }

    /** What the model notices after an `up`, or another operation, that ended in this. */
    found(given: Partial<Moment>): string[] {
        const { ledger, program, service } = this;
        const { output = "", after = [] } = given;
        ledger.hear(output);
        ledger.known = after;
        const { jobs, requests } = service;
        const now = { operation: ["up"] as const, output, requests, before: [], after, jobs, later: jobs };
        return findViolations({ ...now, ...given }, ledger, program);
    }

    differences(after: readonly StateJob[]): string[] {
        const { ledger, program, service } = this;
        ledger.known = after;
        return findDifferences({ jobs: service.jobs, after, ledger, program, awaited: true });
    }
}
