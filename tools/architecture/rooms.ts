import { readFileSync } from "node:fs";
import path from "node:path";

/** A part of the repository. */
export interface Room {
    readonly name: string;
    /** Its folder, or the pattern of its files. */
    readonly path: string;
    /** The rooms that it may import beside itself. `provider` is the whole package. */
    readonly to: readonly string[];
    /** Its purpose, as a phrase. */
    readonly purpose?: string;
}

/** Packages of others that only the files of one pattern may import. */
export interface ReservedPackages {
    readonly packages: string;
    readonly only: string;
}

/** The list that the linter enforces; see `.dependency-cruiser.mjs`. */
export const { rooms, reserved } = JSON.parse(readFileSync(path.join(__dirname, "rooms.json"), "utf8")) as {
    readonly rooms: readonly Room[];
    readonly reserved: readonly ReservedPackages[];
};
