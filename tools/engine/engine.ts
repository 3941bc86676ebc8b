export type EngineSource = "PATH" | "download" | "go";

/** A Pulumi CLI that can run Node.js programs with dynamic resources. */
export interface Engine {
    /** The executable, as an absolute path. */
    readonly pulumi: string;
    readonly version: string;
    readonly from: EngineSource;
    /** What the executable needs in its environment to find its companions: laid over the caller's own. */
    readonly env: { readonly PATH: string };
}

/** Says one line to the person who waits. Not for output that a program reads. */
export type Log = (line: string) => void;
