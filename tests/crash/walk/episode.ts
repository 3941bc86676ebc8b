import { setTimeout as sleep } from "node:timers/promises";
import type { TestEnvironment } from "../../support/testStack";
import { findDifferences } from "./declared";
import { JobModel } from "./model";
import type { Operation, Plan, Step } from "./plan";
import { Program } from "./program";
import { commonOf, ownerOf } from "./slot";
import { normalOptions } from "./faultScheduler";
import type { Tally } from "./tally";
import { OperationRunner } from "./operationRunner";
import { Violation } from "./violation";
import { noFaults } from "./faultSchedule";
import { openTestEnvironment } from "./environment";

/** Called with each operation, before it is run. */
export type Note = (operation: Operation, step: Partial<Step>) => void;

/** One stack, one service, and the model beside them. */
class Episode {
    private readonly model: JobModel;
    private readonly program: Program;
    private readonly runner: OperationRunner;

    constructor(
        private readonly plan: Plan,
        private readonly environment: TestEnvironment,
        tally: Tally,
        private readonly note: Note,
    ) {
        const { service } = environment;
        const model = new JobModel(service);
        this.model = model;
        this.program = new Program({
            foreign: (running) => model.makeForeign(`of-others-${model.foreign.size}`, running),
            of: (name) => {
                const id = model.stateJobs.find((entry) => entry.resource === name)?.id;
                return id !== undefined && this.exists(id) ? id : undefined;
            },
            leave: (number) => {
                const unconfirmed = model.outstanding(service.jobs, this.program);
                model.cleanUp(unconfirmed.filter(({ name }) => ownerOf(name) === number));
            },
        });
        this.runner = new OperationRunner(plan, environment, model, this.program, tally);
        // Their names look like those of our jobs.
        model.makeForeign("r1-of-others", true);
        model.makeForeign("r2-of-others", false);
    }

    async step({ edits, schedule, operation }: Step): Promise<void> {
        const { program } = this;
        program.mend((id) => this.exists(id));
        for (const edit of edits) program.apply(edit);
        const safe = program.mayReplace ? withoutHang(operation) : operation;
        this.note(safe, { edits, schedule });
        await this.runner.run(safe, schedule);
    }

    /** Without faults, one operation reaches the desired states. */
    async end(): Promise<void> {
        const { model, program, runner, environment } = this;
        if (this.plan.end === "destroy") {
            // Unconfirmed jobs that an error reported are in no state: a person deletes them.
            model.cleanUp(model.outstanding(environment.service.jobs, program));
            await this.succeed("destroy");
            return;
        }
        program.mend((id) => this.exists(id));
        await this.succeed("up", ...(runner.drifted ? ["--refresh"] : []));
        if (program.slots.some((slot) => commonOf(slot).skipAwait === true)) {
            await sleep((normalOptions.boot + normalOptions.stop) * 1000);
            await this.succeed("refresh");
        }
        const scene = {
            jobs: environment.service.jobs,
            after: model.stateJobs,
            model,
            program,
            awaited: true,
        };
        const differences = findDifferences(scene);
        if (differences.length > 0) throw new Violation(differences, "");
        await this.succeed("up", "--expect-no-changes");
    }

    private async succeed(...operation: Operation): Promise<void> {
        this.note(operation, {});
        const { code, output } = await this.runner.run(operation, noFaults);
        if (code !== 0) throw new Violation([`without faults it ended with ${code}`], output);
    }

    private exists(id: string): boolean {
        return this.environment.service.job(id) !== undefined;
    }
}

/** With this flag the engine itself hangs when a replaced resource cannot be deleted. */
function withoutHang([command, ...flags]: Operation): Operation {
    return [command, ...flags.filter((flag) => command !== "up" || flag !== "--continue-on-error")];
}

/** Plays a plan to its end. Rejects with a `Violation`, and leaves nothing behind either way. */
export async function play(plan: Plan, tally: Tally, note: Note): Promise<void> {
    const environment = await openTestEnvironment(plan);
    try {
        const episode = new Episode(plan, environment, tally, note);
        for (const step of plan.steps) await episode.step(step);
        await episode.end();
        tally.episodes++;
    } finally {
        await environment.stack.remove();
        await environment.service.close();
    }
}
