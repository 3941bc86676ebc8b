/** `npm run crash -- --interrupts N --seed S`: interrupts N runs at random moments. */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { runMain } from "../../tools/runMain";
import { playRounds } from "./rounds";

const text = { type: "string" } as const;
const options = { seed: text, interrupts: text };

async function main(args: string[], isStopped: () => boolean): Promise<number> {
    const { values } = parseArgs({ args, options });
    const numberOf = (name: keyof typeof options, byDefault: number): number => {
        const number = Number(values[name] ?? byDefault);
        if (!(number >= 0)) throw new TypeError(`--${name} takes a number`);
        return number;
    };
    const hasSucceeded = await playRounds({
        seed: numberOf("seed", randomInt(1_000_000)),
        interruptTarget: numberOf("interrupts", 200),
        say: (line) => {
            console.log(line);
        },
        isStopped,
    });
    return hasSucceeded ? 0 : 1;
}

runMain(main, { endsOnSignal: true });
