import path from "node:path";

/** A Pulumi CLI that can run Node.js programs with dynamic resources. */
export interface Engine {
    /** The executable, as an absolute path. */
    readonly pulumi: string;
    readonly version: string;
    readonly from: "PATH" | "download" | "go";
    /** The variables with which the executable finds its companions; they go over the caller's own. */
    readonly env: { readonly PATH: string };
}

/** Writes one line for the user who waits, on stderr. */
export type Log = (line: string) => void;

export function joinPath(...folders: readonly (string | undefined)[]): string {
    return folders.filter(Boolean).join(path.delimiter);
}
