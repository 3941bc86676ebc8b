import { readFileSync } from "node:fs";
import path from "node:path";

/** Describes a part of the repository. */
export interface Room {
    readonly name: string;
    /** Is the folder of the part, or the pattern of its files. */
    readonly path: string;
    /** The part may import these rooms beside itself. `provider` is the whole package. */
    readonly to: readonly string[];
    /** A table of docs/architecture.md contains this phrase. */
    readonly purpose?: string;
}

/** Only the files of one pattern may import these packages of others. */
export interface ReservedPackages {
    readonly packages: string;
    readonly only: string;
}

/** The linter enforces these lists; see `.dependency-cruiser.mjs`. */
export const { rooms, reserved } = JSON.parse(readFileSync(path.join(__dirname, "rooms.json"), "utf8")) as {
    readonly rooms: readonly Room[];
    readonly reserved: readonly ReservedPackages[];
};
