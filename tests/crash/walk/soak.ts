import fc from "fast-check";
import { play } from "./episode";
import { type Plan, plans, type Step, type Operation } from "./plan";
import { Tally } from "./tally";
import { Violation } from "./violation";

export type Steps = readonly [fewest: number, most: number];

export interface SoakOptions {
    readonly seed: number;
    /** At most so many, and none begins after `until` (milliseconds since 1970). */
    readonly episodes: number;
    readonly until: number;
    readonly stopped: () => boolean;
    readonly say: (line: string) => void;
    /** Each operation too, before it is run. */
    readonly verbose?: boolean;
    /** The fewest and the most operations of an episode before its end. */
    readonly steps?: Steps;
}

/** Each episode has a seed of its own, one after the other, so that each can be repeated alone. */
export function planOf(seed: number, [fewest, most]: Steps = [4, 9]): Plan {
    const [plan] = fc.sample(fc.noBias(plans(fewest, most)), { seed, numRuns: 1 });
    if (plan === undefined) throw new Error(`There is no plan for seed ${seed}.`);
    return plan;
}

/** Plays episodes until one shows what must never be; `false` then. */
export async function soak(options: SoakOptions): Promise<boolean> {
    const { seed, episodes, until, stopped, say, verbose, steps } = options;
    const tally = new Tally();
    for (let n = 0; n < episodes && Date.now() < until && !stopped(); n++) {
        const plan = planOf(seed + n, steps);
        const told: string[] = [];
        try {
            await play(plan, tally, (operation, step) => {
                const line = lineOf(told.length + 1, operation, step);
                told.push(line);
                if (verbose === true) say(line);
            });
            say(`episode ${n + 1}, seed ${seed + n}: ${told.length} operations, as declared`);
        } catch (error) {
            if (stopped()) break;
            say(report(seed + n, plan, told, error));
            say(tally.toString());
            return false;
        }
    }
    say(tally.toString());
    return true;
}

function lineOf(number: number, operation: Operation, { edits = [], weather }: Partial<Step>): string {
    const parts = [
        `${number}. pulumi ${operation.join(" ")}`,
        ...edits.map((edit) => `   program: ${JSON.stringify(edit)}`),
        ...(weather?.faults ?? []).map((fault) => `   fault: ${JSON.stringify(fault)}`),
        ...(weather?.happenings ?? []).map((one) => `   meanwhile: ${JSON.stringify(one)}`),
        ...Object.entries(weather?.options ?? {}).map(
            ([name, value]) => `   service: ${name} ${JSON.stringify(value)}`,
        ),
    ];
    return parts.join("\n");
}

function report(seed: number, plan: Plan, told: readonly string[], error: unknown): string {
    const violation = error instanceof Violation;
    return [
        `Seed ${seed}: ${JSON.stringify({ ...plan, steps: plan.steps.length })}`,
        ...told,
        ...(violation ? ["The last of them wrote:", error.output] : []),
        ...(violation ? error.wrongs.map((wrong) => `WRONG: ${wrong}`) : [String(error)]),
        `To repeat: npm run soak -- --seed ${seed} --episodes 1`,
    ].join("\n");
}
