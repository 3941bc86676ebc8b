import { createHash } from "node:crypto";

/** Random choices that depend on a seed alone. Two forks of different names do not influence each other. */
export class SeededRandom {
    private readonly words: Uint32Array;

    constructor(readonly seed: string) {
        this.words = new Uint32Array(createHash("sha256").update(seed).digest().buffer.slice(0, 16));
    }

    fork(name: string): SeededRandom {
        return new SeededRandom(`${this.seed}/${name}`);
    }

    /** Draws a number from 0 to 1, without 1. The generator is sfc32. */
    next = (): number => {
        const [a = 0, b = 0, c = 0, counter = 0] = this.words;
        const sum = (a + b + counter) | 0;
        this.words.set([
            b ^ (b >>> 9),
            (c + (c << 3)) | 0,
            (((c << 21) | (c >>> 11)) + sum) | 0,
            (counter + 1) | 0,
        ]);
        return (sum >>> 0) / 2 ** 32;
    };

    /** Draws a whole number below the bound. */
    below(bound: number): number {
        return Math.floor(this.next() * bound);
    }

    chance(probability: number): boolean {
        return this.next() < probability;
    }

    pick<T>(choices: readonly [T, ...T[]]): T;
    pick<T>(choices: readonly T[]): T | undefined;
    pick<T>(choices: readonly T[]): T | undefined {
        return choices[this.below(choices.length)];
    }

    /** Picks one by its weight. */
    pickWeighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
        let rest = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
        for (const [weight, choice] of choices) if ((rest -= weight) < 0) return choice;
        throw new Error("There is nothing to pick from.");
    }

    bytes = (count: number): Buffer => Buffer.from(Array.from({ length: count }, () => this.below(256)));
}
