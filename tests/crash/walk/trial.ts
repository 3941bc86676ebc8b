import type { JobView } from "../../../emulator/src";
import { SecretDetector } from "../../support/secrets";
import type { TestEnvironment } from "../../support/testStack";
import { findDifferences, findLeftovers } from "./declared";
import { findViolations } from "./invariants";
import { readStateJobs, type JobModel } from "./ledger";
import type { Operation, Plan } from "./plan";
import type { Program } from "./program";
import { commonOf } from "./slot";
import { FaultScheduler } from "./storm";
import type { Tally } from "./tally";
import { Violation } from "./violation";
import type { ExternalChange, FaultSchedule } from "./weather";

/** Runs operations in their weather, and looks after each at all that must hold. */
export class Trial {
    /** Jobs may have changed where the state cannot have seen it. */
    drifted = false;
    private readonly secrets: SecretDetector;

    constructor(
        private readonly plan: Plan,
        private readonly world: TestEnvironment,
        private readonly ledger: JobModel,
        private readonly program: Program,
        private readonly tally: Tally,
    ) {
        this.secrets = new SecretDetector(world.service);
    }

    /** Answers with the exit code. Throws a `Violation`. */
    async run(operation: Operation, weather: FaultSchedule): Promise<{ code: number; output: string }> {
        const { ledger, program, tally } = this;
        const { service, stack } = this.world;
        await stack.write(program.text());
        const storm = new FaultScheduler(service, weather, ledger.byHand, (id, what) =>
            this.isSafe(id, what),
        );
        const { code, stdout, stderr } = await stack.pulumi([...operation, ...consent(operation)]);
        const output = stdout + stderr;
        const { jobs, requests } = service;
        await storm.clear();
        tally.count(operation[0], code, storm.met);
        const before = ledger.known;
        ledger.hear(output);
        const after = (ledger.known = await readStateJobs(stack));
        const moment = { operation, output, requests, before, after, jobs, later: service.jobs };
        const found = [
            ...findViolations(moment, ledger, program),
            ...(await this.secrets.findLeaks(stack)).map((place) => `a secret is in ${place}`),
            ...this.broken(operation, weather, code, jobs),
        ];
        if (found.length > 0) throw new Violation(found, output);
        return { code, output };
    }

    /** What an operation has promised by its success, and has not kept. */
    private broken(
        [command, ...flags]: Operation,
        weather: FaultSchedule,
        code: number,
        jobs: readonly JobView[],
    ): string[] {
        const { ledger, program, plan } = this;
        if (command === "preview") return [];
        const touched =
            weather.options.hour !== undefined ||
            weather.happenings.some(({ what }) => what !== "tokens expire");
        const looked = plan.refreshAlways || command === "refresh" || flags.includes("--refresh");
        if (code === 0 && looked && !touched) this.drifted = false;
        const sure = code === 0 && !touched && !this.drifted;
        // Nobody waits there, and so nobody sees how it ends.
        if (touched || program.slots.some((slot) => commonOf(slot).skipAwait === true)) this.drifted = true;
        if (code !== 0) return [];
        const scene = { jobs, after: ledger.known, ledger, program, awaited: false };
        if (command === "destroy") return findLeftovers(scene);
        if (command !== "up") return [];
        program.arrived();
        return sure ? findDifferences(scene) : [];
    }

    /** Jobs that are nobody's business any more, or never were. A description is only changed where it is known. */
    private isSafe(id: string, what: ExternalChange["what"]): boolean {
        const { left, foreign, known } = this.ledger;
        const inState = known.some((one) => one.id === id);
        if (what === "describe") return !inState;
        const declared = this.program.slots.some(({ taken }) => taken?.id === id);
        return left.has(id) || (foreign.has(id) && !inState && !declared);
    }
}

function consent([command]: Operation): readonly string[] {
    return command === "preview" ? [] : ["--yes", "--skip-preview"];
}
