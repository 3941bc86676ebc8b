import type { JobView } from "../../../emulator/src";
import { Secrets } from "../../support/secrets";
import type { World } from "../../support/testStack";
import { differences, leftovers } from "./declared";
import { wrongs } from "./invariants";
import { knownBy, type Ledger } from "./ledger";
import type { Operation, Plan } from "./plan";
import type { Program } from "./program";
import { commonOf } from "./slot";
import { Storm } from "./storm";
import type { Tally } from "./tally";
import { Violation } from "./violation";
import type { Happening, Weather } from "./weather";

/** Runs operations in their weather, and looks after each at all that must hold. */
export class Trial {
    /** Jobs may have changed where the state cannot have seen it. */
    drifted = false;
    private readonly secrets: Secrets;

    constructor(
        private readonly plan: Plan,
        private readonly world: World,
        private readonly ledger: Ledger,
        private readonly program: Program,
        private readonly tally: Tally,
    ) {
        this.secrets = new Secrets(world.service);
    }

    /** Answers with the exit code. Throws a `Violation`. */
    async run(operation: Operation, weather: Weather): Promise<{ code: number; output: string }> {
        const { ledger, program, tally } = this;
        const { service, stack } = this.world;
        await stack.write(program.text());
        const storm = new Storm(service, weather, ledger.byHand, (id, what) => this.isSafe(id, what));
        const { code, stdout, stderr } = await stack.pulumi([...operation, ...consent(operation)]);
        const output = stdout + stderr;
        const { jobs, requests } = service;
        await storm.clear();
        tally.count(operation[0], code, storm.met);
        const before = ledger.known;
        ledger.hear(output);
        const after = (ledger.known = await knownBy(stack));
        const moment = { operation, output, requests, before, after, jobs, later: service.jobs };
        const found = [
            ...wrongs(moment, ledger, program),
            ...(await this.secrets.shownBy(stack)).map((place) => `a secret is in ${place}`),
            ...this.broken(operation, weather, code, jobs),
        ];
        if (found.length > 0) throw new Violation(found, output);
        return { code, output };
    }

    /** What an operation has promised by its success, and has not kept. */
    private broken(
        [command, ...flags]: Operation,
        weather: Weather,
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
        if (command === "destroy") return leftovers(scene);
        if (command !== "up") return [];
        program.arrived();
        return sure ? differences(scene) : [];
    }

    /** Jobs that are nobody's business any more, or never were. A description is only changed where it is known. */
    private isSafe(id: string, what: Happening["what"]): boolean {
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
