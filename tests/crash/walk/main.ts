/** `npm run soak -- --minutes M --seed S`: random programs, operations and faults, with a model beside them. */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { killAllOnSignal } from "../../../tools/engine/childProcess";
import { walk } from "./walk";

const usage = "npm run soak -- [--minutes M] [--seed S] [--episodes N] [--verbose]";

function flags(): { seed: number; minutes: number; episodes: number; verbose: boolean } {
    const text = { type: "string" } as const;
    const options = { seed: text, minutes: text, episodes: text, verbose: { type: "boolean" } } as const;
    const { values } = parseArgs({ options });
    const number = (text: string | undefined, usual: number): number => {
        if (text !== undefined && !/^\d+(\.\d+)?$/.test(text)) throw new TypeError(`${text} is no number`);
        return text === undefined ? usual : Number(text);
    };
    return {
        seed: number(values.seed, randomInt(1_000_000_000)),
        episodes: number(values.episodes, Infinity),
        minutes: number(values.minutes, values.episodes === undefined ? 10 : Infinity),
        verbose: values.verbose === true,
    };
}

const stoppedBy = killAllOnSignal();

async function main(): Promise<number> {
    const { seed, minutes, episodes, verbose } = flags();
    console.log(`seed ${seed}`);
    const succeeded = await walk({
        seed,
        episodes,
        verbose,
        until: Date.now() + minutes * 60_000,
        stopped: () => stoppedBy() !== undefined,
        say: (line) => {
            console.log(line);
        },
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
        console.error(error instanceof TypeError ? `${error.message}\n${usage}` : error);
        process.exitCode = 2;
    },
);
