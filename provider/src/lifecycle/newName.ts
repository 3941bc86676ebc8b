import { automaticName, type Naming, proposedName, randomPartLength } from "../properties/naming";
import { type RandomBytes, randomHex } from "./random";

export interface NameOptions {
    /** The same seed gives the same automatic name. */
    readonly seed?: Uint8Array | undefined;
    readonly naming?: Naming | undefined;
}

/** Returns a name for a new job whose program sets none. Random bytes are read only where they become a part of it. */
export function newName(
    urn: string | undefined,
    { seed, naming }: NameOptions,
    randomBytes?: RandomBytes,
): string {
    return proposedName(naming) ?? automaticName(urn, randomHex(randomPartLength, seed, randomBytes));
}
