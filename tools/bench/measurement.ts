/** The two ways into the package. */
export const providerKinds = ["dynamic", "plugin"] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** The baseline is a resource that only waits; the wide one also has as many properties as a job. */
export const subjects = [...providerKinds, "baseline", "wide baseline"] as const;
export type Subject = (typeof subjects)[number];

export const operations = ["create", "no change", "refresh", "stop", "restart", "destroy"] as const;
export type Operation = (typeof operations)[number];

export interface Usage {
    readonly cpuSeconds: number;
    /** The largest resident memory. */
    readonly peakBytes: number;
}

/** Only of the processes that ran; empty if the operating system does not report it. */
export type Usages = Readonly<Partial<Record<"provider" | "program" | "engine" | "emulator", Usage>>>;

/** One command of the engine. */
export interface Measurement {
    readonly subject: Subject;
    readonly size: number;
    readonly operation: Operation;
    readonly wallSeconds: number;
    readonly usages: Usages;
    /** Number of requests that the emulator received, by call. */
    readonly requests: Readonly<Record<string, number>>;
    /** For each awaited change of a job: seconds until the first poll that could show it. */
    readonly detectionSeconds: readonly number[];
    /** Size of one resource in the state, measured after the create. */
    readonly stateBytes?: number;
}
