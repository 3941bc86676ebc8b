/** `npm run crash -- --interrupts N --seed S`: interrupts N runs at random moments. */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { killAllOnSignal } from "../../tools/engine/childProcess";
import { playRounds } from "./rounds";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { seed: text, interrupts: text } });

function numberOf(name: keyof typeof values, byDefault: number): number {
    const number = Number(values[name] ?? byDefault);
    if (!(number >= 0)) throw new TypeError(`--${name} takes a number`);
    return number;
}

async function main(): Promise<number> {
    const stoppedBy = killAllOnSignal();
    const succeeded = await playRounds({
        seed: numberOf("seed", randomInt(1_000_000)),
        interruptTarget: numberOf("interrupts", 200),
        say: (line) => {
            console.log(line);
        },
        isStopped: () => stoppedBy() !== undefined,
    });
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
