import type { Common, New } from "./edits";

/** A resource of the program. */
export interface Slot {
    /** Identifies the resource under all of its names. */
    readonly number: number;
    /** The names so far; the last one is the current name. */
    readonly names: readonly string[];
    /** Either `created` or `adopted` is there. */
    readonly created?: New;
    readonly adopted?: Common & { readonly id: string };
    /** How often its job needed another name. */
    readonly renamed: number;
}

export function resourceName({ names }: Slot): string {
    return names.at(-1) ?? "";
}

/** The explicit name of the job. A job that its policy keeps would block it, and so has none. */
export function nameOf({ number, created, renamed }: Slot): string | undefined {
    return created?.named === true && created.deletionPolicy !== "stop" ? `r${number}n${renamed}` : undefined;
}

/** The number of the resource that created a job, from the beginning of the job's name. */
export function ownerOf(jobName: string): number | undefined {
    const [, number] = /^r(\d+)[xn-]/.exec(jobName) ?? [];
    return number === undefined ? undefined : Number(number);
}

export function applyChange(slot: Slot, change: Partial<New>): Slot {
    const { created, adopted } = slot;
    if (adopted !== undefined) return { ...slot, adopted: { ...adopted, ...without(change, ofNewJob) } };
    if (created === undefined) return slot;
    const next = { ...created, ...change };
    const another = created.deletionPolicy === "stop" && next.deletionPolicy !== "stop";
    return { ...slot, created: next, renamed: slot.renamed + (another ? 1 : 0) };
}

/** Inputs whose change replaces the job. */
export const ofNewJob = ["trainUrl", "named", "autoStopHours"] as const;

function without<T extends object, K extends keyof T>(all: T, names: readonly K[]): Omit<T, K> {
    const kept = Object.entries(all).filter(([name]) => !names.some((one) => one === name));
    return Object.fromEntries(kept) as Omit<T, K>;
}

export function argumentsOf(slot: Slot): string {
    const { created, adopted } = slot;
    if (adopted !== undefined)
        return JSON.stringify({ ...without(adopted, ["id"]), visualizationId: adopted.id });
    return JSON.stringify({ ...(created && without(created, ["named"])), name: nameOf(slot) });
}

export function optionsOf({ names }: Slot): string {
    const aliases = names.slice(0, -1).map((name) => ({ name }));
    return JSON.stringify(aliases.length > 0 ? { aliases } : {});
}

/** The inputs that created and adopted jobs share. */
export function commonOf({ created, adopted }: Slot): Common {
    return { ...created, ...adopted };
}
