import fc from "fast-check";
import { play } from "./episode";
import { type Plan, plans, type Step, type Operation } from "./plan";
import { Tally } from "./tally";
import { Violation } from "./violation";

export type Steps = readonly [fewest: number, most: number];

export interface WalkOptions {
    readonly seed: number;
    /** The most episodes; none begins after `until` (milliseconds since 1970). */
    readonly episodes: number;
    readonly until: number;
    readonly stopped: () => boolean;
    readonly say: (line: string) => void;
    /** Prints each operation before it runs. */
    readonly verbose?: boolean;
    /** The fewest and the most operations of an episode before the final ones. */
    readonly steps?: Steps;
}

/** The plan of the episode with this seed. */
export function planOf(seed: number, [fewest, most]: Steps = [4, 9]): Plan {
    const [plan] = fc.sample(fc.noBias(plans(fewest, most)), { seed, numRuns: 1 });
    if (plan === undefined) throw new Error(`There is no plan for seed ${seed}.`);
    return plan;
}

/** Plays episodes until one violates an invariant; resolves with `false` then. */
export async function walk(options: WalkOptions): Promise<boolean> {
    const { seed, episodes, until, stopped, say, verbose, steps } = options;
    const tally = new Tally();
    for (let n = 0; n < episodes && Date.now() < until && !stopped(); n++) {
        const plan = planOf(seed + n, steps);
        const lines: string[] = [];
        try {
            await play(plan, tally, (operation, step) => {
                const line = lineOf(lines.length + 1, operation, step);
                lines.push(line);
                if (verbose === true) say(line);
            });
            say(`episode ${n + 1}, seed ${seed + n}: ${lines.length} operations, as declared`);
        } catch (error) {
            if (stopped()) break;
            say(report(seed + n, plan, lines, error));
            say(tally.toString());
            return false;
        }
    }
    say(tally.toString());
    return true;
}

function lineOf(number: number, operation: Operation, { edits = [], schedule }: Partial<Step>): string {
    const parts = [
        `${number}. pulumi ${operation.join(" ")}`,
        ...edits.map((edit) => `   program: ${JSON.stringify(edit)}`),
        ...(schedule?.faults ?? []).map((fault) => `   fault: ${JSON.stringify(fault)}`),
        ...(schedule?.externalChanges ?? []).map((one) => `   meanwhile: ${JSON.stringify(one)}`),
        ...Object.entries(schedule?.options ?? {}).map(
            ([name, value]) => `   service: ${name} ${JSON.stringify(value)}`,
        ),
    ];
    return parts.join("\n");
}

function report(seed: number, plan: Plan, lines: readonly string[], error: unknown): string {
    const violation = error instanceof Violation;
    return [
        `Seed ${seed}: ${JSON.stringify({ ...plan, steps: plan.steps.length })}`,
        ...lines,
        ...(violation ? ["The last of them wrote:", error.output] : []),
        ...(violation ? error.violations.map((text) => `WRONG: ${text}`) : [String(error)]),
        `To repeat: npm run soak -- --seed ${seed} --episodes 1`,
    ].join("\n");
}
