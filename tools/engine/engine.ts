import path from "node:path";

/** Describes a Pulumi CLI that can run Node.js programs with dynamic resources. */
export interface Engine {
    /** Is the absolute path of the executable. */
    readonly pulumi: string;
    readonly version: string;
    readonly from: "PATH" | "download" | "go";
    /** The executable finds its companions with these variables, which replace those of the caller. */
    readonly env: { readonly PATH: string };
}

/** Writes one line for the user who waits, on stderr. */
export type Log = (line: string) => void;

export function joinPath(...folders: readonly (string | undefined)[]): string {
    return folders.filter(Boolean).join(path.delimiter);
}
