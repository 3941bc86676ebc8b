import { setTimeout as sleep } from "node:timers/promises";
import type { TestEnvironment } from "../../support/testStack";
import { findDifferences } from "./declared";
import { JobModel } from "./ledger";
import type { Operation, Plan, Step } from "./plan";
import { Program } from "./program";
import { commonOf, ownerOf } from "./slot";
import { normalOptions } from "./storm";
import type { Tally } from "./tally";
import { Trial } from "./trial";
import { Violation } from "./violation";
import { noFaults } from "./weather";
import { openTestEnvironment } from "./world";

/** Called with each operation, before it is run. */
export type Note = (operation: Operation, step: Partial<Step>) => void;

/** One stack, one service, and the model beside them. */
class Episode {
    private readonly ledger: JobModel;
    private readonly program: Program;
    private readonly trial: Trial;

    constructor(
        private readonly plan: Plan,
        private readonly world: TestEnvironment,
        tally: Tally,
        private readonly note: Note,
    ) {
        const { service } = world;
        const ledger = new JobModel(service);
        this.ledger = ledger;
        this.program = new Program({
            foreign: (running) => ledger.makeForeign(`of-others-${ledger.foreign.size}`, running),
            of: (name) => {
                const id = ledger.known.find((known) => known.resource === name)?.id;
                return id !== undefined && this.exists(id) ? id : undefined;
            },
            leave: (number) => {
                const lost = ledger.outstanding(service.jobs, this.program);
                ledger.cleanUp(lost.filter(({ name }) => ownerOf(name) === number));
            },
        });
        this.trial = new Trial(plan, world, ledger, this.program, tally);
        // As like ours as can be.
        ledger.makeForeign("r1-of-others", true);
        ledger.makeForeign("r2-of-others", false);
    }

    async step({ edits, weather, operation }: Step): Promise<void> {
        const { program } = this;
        program.mend((id) => this.exists(id));
        for (const edit of edits) program.apply(edit);
        const safe = program.mayReplace ? withoutHang(operation) : operation;
        this.note(safe, { edits, weather });
        await this.trial.run(safe, weather);
    }

    /** The weather has cleared: one operation reaches what is declared. */
    async end(): Promise<void> {
        const { ledger, program, trial, world } = this;
        if (this.plan.end === "destroy") {
            // What was told about lost jobs is in no state: that is for a person.
            ledger.cleanUp(ledger.outstanding(world.service.jobs, program));
            await this.succeed("destroy");
            return;
        }
        program.mend((id) => this.exists(id));
        await this.succeed("up", ...(trial.drifted ? ["--refresh"] : []));
        if (program.slots.some((slot) => commonOf(slot).skipAwait === true)) {
            await sleep((normalOptions.boot + normalOptions.stop) * 1000);
            await this.succeed("refresh");
        }
        const scene = { jobs: world.service.jobs, after: ledger.known, ledger, program, awaited: true };
        const found = findDifferences(scene);
        if (found.length > 0) throw new Violation(found, "");
        await this.succeed("up", "--expect-no-changes");
    }

    private async succeed(...operation: Operation): Promise<void> {
        this.note(operation, {});
        const { code, output } = await this.trial.run(operation, noFaults);
        if (code !== 0) throw new Violation([`in clear weather it ended with ${code}`], output);
    }

    private exists(id: string): boolean {
        return this.world.service.job(id) !== undefined;
    }
}

/** The engine itself hangs at this flag when the old one of a replaced resource cannot be deleted, whatever it is. */
function withoutHang([command, ...flags]: Operation): Operation {
    return [command, ...flags.filter((flag) => command !== "up" || flag !== "--continue-on-error")];
}

/** Plays a plan to its end. Rejects with a `Violation`, and leaves nothing behind either way. */
export async function play(plan: Plan, tally: Tally, note: Note): Promise<void> {
    const world = await openTestEnvironment(plan);
    try {
        const episode = new Episode(plan, world, tally, note);
        for (const step of plan.steps) await episode.step(step);
        await episode.end();
        tally.episodes++;
    } finally {
        await world.stack.remove();
        await world.service.close();
    }
}
