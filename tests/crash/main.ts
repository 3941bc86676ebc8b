/**
 * `npm run crash -- --interrupts N --seed S`: interrupts N runs at random moments.
 * `npm run soak -- --minutes M --seed S --episodes N`: random programs and operations, with network faults.
 */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { startEmulator } from "../../emulator/src";
import { killAllOnSignal } from "../../tools/engine/childProcess";
import { providers } from "../../tools/engine/providers";
import { interrupts } from "../support/interrupt";
import { type CrashRound, playRound } from "./round";
import { walk } from "./walk/walk";

const text = { type: "string" } as const;
const { values, positionals } = parseArgs({
    options: { seed: text, interrupts: text, minutes: text, episodes: text },
    allowPositionals: true,
});

function numberOf(name: keyof typeof values, byDefault: number): number {
    const number = Number(values[name] ?? byDefault);
    if (!(number >= 0)) throw new TypeError(`--${name} takes a number`);
    return number;
}

const stoppedBy = killAllOnSignal();
const say = (line: string): void => {
    console.log(line);
};

async function soak(seed: number): Promise<boolean> {
    const episodes = numberOf("episodes", Infinity);
    const until = Date.now() + numberOf("minutes", values.episodes === undefined ? 10 : Infinity) * 60_000;
    say(`seed ${seed}`);
    return walk(seed, (n) => n < episodes && Date.now() < until && stoppedBy() === undefined, say);
}

/** Plays rounds until enough interrupts have hit a run. */
async function crash(seed: number): Promise<boolean> {
    const interruptTarget = numberOf("interrupts", 200);
    say(`seed ${seed}: to repeat, npm run crash -- --seed ${seed} --interrupts ${interruptTarget}`);
    const interruptLists = fc.array(interrupts, { minLength: 1, maxLength: 3 });
    const rounds: fc.Arbitrary<CrashRound> = fc.record({
        provider: fc.constantFrom(...providers.map(({ name }) => name)),
        up: interruptLists,
        destroy: interruptLists,
    });
    const service = await startEmulator({ boot: 0.4, stop: 0.3 });
    let interruptCount = 0;
    let failed = 0;
    for (const [index, round] of fc.sample(rounds, { seed, numRuns: interruptTarget }).entries()) {
        if (interruptCount >= interruptTarget || stoppedBy() !== undefined) break;
        const played = await playRound(round, service).catch((error: unknown) => ({
            interruptCount: 0,
            deviations: [String(error)],
        }));
        interruptCount += played.interruptCount;
        const isAsDeclared = played.deviations.length === 0;
        if (!isAsDeclared) failed++;
        const result = isAsDeclared ? "as declared" : played.deviations.join("; ");
        say(`round ${index + 1}: ${interruptCount} interrupts; ${result}`);
        if (!isAsDeclared) say(JSON.stringify(round));
    }
    await service.close();
    say(`${interruptCount} interrupts, ${failed} rounds not as declared`);
    return failed === 0 && interruptCount >= interruptTarget;
}

const commands: Readonly<Record<string, (seed: number) => Promise<boolean>>> = { crash, soak };

async function main(): Promise<number> {
    const command = commands[positionals[0] ?? ""];
    if (command === undefined) throw new TypeError("The first argument is crash or soak.");
    const succeeded = await command(numberOf("seed", randomInt(1_000_000)));
    const signal = stoppedBy();
    if (signal === undefined) return succeeded ? 0 : 1;
    console.error(`Stopped by ${signal}; everything is cleaned up.`);
    return 130;
}

main().then(
    (code) => {
        process.exitCode = code;
    },
    (error: unknown) => {
        console.error(error instanceof TypeError ? error.message : error);
        process.exitCode = 2;
    },
);
