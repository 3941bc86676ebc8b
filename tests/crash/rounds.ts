import fc from "fast-check";
import { startEmulator } from "../../emulator/src";
import { providers } from "../../tools/engine/providers";
import { interrupts } from "../support/interrupt";
import { type CrashRound, playRound } from "./round";

export interface CrashOptions {
    readonly seed: number;
    /** How many interrupts have to hit a run. */
    readonly interruptTarget: number;
    readonly say: (line: string) => void;
    readonly isStopped?: () => boolean;
}

/** Plays random rounds until enough interrupts have hit a run. Returns `true` where all ended as declared. */
export async function playRounds({
    seed,
    interruptTarget,
    say,
    isStopped = () => false,
}: CrashOptions): Promise<boolean> {
    say(`seed ${seed}: to repeat, npm run crash -- --seed ${seed} --interrupts ${interruptTarget}`);
    const interruptLists = fc.array(interrupts, { minLength: 1, maxLength: 3 });
    const rounds: fc.Arbitrary<CrashRound> = fc.record({
        provider: fc.constantFrom(...providers.map(({ name }) => name)),
        up: interruptLists,
        destroy: interruptLists,
    });
    const service = await startEmulator({ boot: 0.4, stop: 0.3 });
    let interruptCount = 0;
    let failureCount = 0;
    for (const [index, round] of fc.sample(rounds, { seed, numRuns: interruptTarget }).entries()) {
        if (interruptCount >= interruptTarget || isStopped()) break;
        const outcome = await playRound(round, service).catch((error: unknown) => ({
            interruptCount: 0,
            deviations: [String(error)],
        }));
        interruptCount += outcome.interruptCount;
        const isAsDeclared = outcome.deviations.length === 0;
        if (!isAsDeclared) failureCount++;
        const result = isAsDeclared ? "as declared" : outcome.deviations.join("; ");
        say(`round ${index + 1}, by the ${round.provider}: ${interruptCount} interrupts; ${result}`);
        if (!isAsDeclared) say(JSON.stringify(round));
    }
    await service.close();
    say(`${interruptCount} interrupts, ${failureCount} rounds not as declared`);
    return failureCount === 0 && interruptCount >= interruptTarget;
}
