import { createHash, randomBytes } from "node:crypto";

/** Returns this many random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

/** Returns up to 64 characters of `0-9a-f`: the same for the same seed, random without a seed. */
export function randomHex(
    length: number,
    seed: Uint8Array | undefined,
    random: RandomBytes = randomBytes,
): string {
    const bytes =
        seed === undefined || seed.length === 0 ? random(32) : createHash("sha256").update(seed).digest();
    return Buffer.from(bytes).toString("hex").slice(0, length);
}
