import type { JobView } from "../../../emulator/src";
import { SecretDetector } from "../../support/secrets";
import type { TestEnvironment } from "../../support/testStack";
import { findDifferences, findLeftovers } from "./declared";
import { findViolations } from "./invariants";
import { readStateJobs, type JobModel } from "./model";
import type { Operation, Plan } from "./plan";
import type { Program } from "./program";
import { commonOf } from "./slot";
import { FaultScheduler } from "./faultScheduler";
import type { Tally } from "./tally";
import { Violation } from "./violation";
import type { ExternalChange, FaultSchedule } from "./faultSchedule";

/** Runs operations with their fault schedules, and checks every invariant after each. */
export class OperationRunner {
    /** Jobs may have changed without the state. */
    drifted = false;
    private readonly secrets: SecretDetector;

    constructor(
        private readonly plan: Plan,
        private readonly environment: TestEnvironment,
        private readonly model: JobModel,
        private readonly program: Program,
        private readonly tally: Tally,
    ) {
        this.secrets = new SecretDetector(environment.service);
    }

    /** Resolves with the exit code. Rejects with a `Violation`. */
    async run(operation: Operation, schedule: FaultSchedule): Promise<{ code: number; output: string }> {
        const { model, program, tally } = this;
        const { service, stack } = this.environment;
        await stack.write(program.text());
        const scheduler = new FaultScheduler(service, schedule, model.manualChanges, (id, what) =>
            this.isSafe(id, what),
        );
        const { code, stdout, stderr } = await stack.pulumi([...operation, ...consent(operation)]);
        const output = stdout + stderr;
        const { jobs, requests } = service;
        await scheduler.clear();
        tally.count(operation[0], code, scheduler.counts);
        const before = model.stateJobs;
        model.readMessages(output);
        const after = (model.stateJobs = await readStateJobs(stack));
        const moment = { operation, output, requests, before, after, jobs, later: service.jobs };
        const violations = [
            ...findViolations(moment, model, program),
            ...(await this.secrets.findLeaks(stack)).map((place) => `a secret is in ${place}`),
            ...this.broken(operation, schedule, code, jobs),
        ];
        if (violations.length > 0) throw new Violation(violations, output);
        return { code, output };
    }

    /** The differences from what a success of the operation promises. */
    private broken(
        [command, ...flags]: Operation,
        schedule: FaultSchedule,
        code: number,
        jobs: readonly JobView[],
    ): string[] {
        const { model, program, plan } = this;
        if (command === "preview") return [];
        const hasChanges =
            schedule.options.hour !== undefined ||
            schedule.externalChanges.some(({ what }) => what !== "tokens expire");
        const refreshes = plan.refreshAlways || command === "refresh" || flags.includes("--refresh");
        if (code === 0 && refreshes && !hasChanges) this.drifted = false;
        const mustMatch = code === 0 && !hasChanges && !this.drifted;
        // With `skipAwait` the state has an early status.
        if (hasChanges || program.slots.some((slot) => commonOf(slot).skipAwait === true))
            this.drifted = true;
        if (code !== 0) return [];
        const scene = { jobs, after: model.stateJobs, model, program, awaited: false };
        if (command === "destroy") return findLeftovers(scene);
        if (command !== "up") return [];
        program.arrived();
        return mustMatch ? findDifferences(scene) : [];
    }

    /** Spares jobs that the program has released or never had. Only descriptions in the state are changed. */
    private isSafe(id: string, what: ExternalChange["what"]): boolean {
        const { retained, foreign, stateJobs } = this.model;
        const inState = stateJobs.some((one) => one.id === id);
        if (what === "describe") return !inState;
        const declared = this.program.slots.some(({ adopted }) => adopted?.id === id);
        return retained.has(id) || (foreign.has(id) && !inState && !declared);
    }
}

function consent([command]: Operation): readonly string[] {
    return command === "preview" ? [] : ["--yes", "--skip-preview"];
}
