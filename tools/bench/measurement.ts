/** Seconds of CPU, and the most memory at one time. */
export interface Usage {
    readonly cpuSeconds: number;
    readonly peakBytes: number;
}

export type Role = "provider" | "program" | "engine";
/** Only of those that ran; empty where the operating system does not say. */
export type Usages = Readonly<Partial<Record<Role, Usage>>>;

/** The ways into the package. */
export const providerKinds = ["dynamic", "plugin"] as const;
export type ProviderKind = (typeof providerKinds)[number];

export const subjects = [...providerKinds, "floor"] as const;
/** The same jobs through each door, and a resource that does nothing but wait for the same time. */
export type Subject = (typeof subjects)[number];

/** What each is called in a sentence. */
export const names: Readonly<Record<Subject, string>> = {
    dynamic: "the dynamic resource",
    plugin: "the plugin",
    floor: "the floor",
};

export const operations = ["create", "no change", "refresh", "stop", "restart", "destroy"] as const;
export type Operation = (typeof operations)[number];

/** One command of the engine. */
export interface Measurement {
    readonly subject: Subject;
    readonly size: number;
    readonly operation: Operation;
    readonly wallSeconds: number;
    readonly usages: Usages;
    /** What the emulator, which shares the cores, took meanwhile. */
    readonly serviceCpuSeconds?: number;
    /** What the service got, by call. */
    readonly requests: Readonly<Record<string, number>>;
    /** For each change of a job that was waited for: seconds until a look could show it. */
    readonly noticedAfter: readonly number[];
    /** Per job, after it was made. */
    readonly stateBytes?: number;
}
