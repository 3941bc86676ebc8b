import type { Common, New } from "./edits";

/** A resource of the program. */
export interface Slot {
    /** Of the resource, whatever it is called. */
    readonly number: number;
    /** What it was called; the last is what it is called now. */
    readonly names: readonly string[];
    /** One of the two. */
    readonly made?: New;
    readonly taken?: Common & { readonly id: string };
    /** How often it needed another name for its job. */
    readonly renamed: number;
}

export function resourceName({ names }: Slot): string {
    return names.at(-1) ?? "";
}

/** The name that the program gives to the job, if it does. A job that is left behind keeps the name, so none has one. */
export function nameOf({ number, made, renamed }: Slot): string | undefined {
    return made?.named === true && made.deletionPolicy !== "stop" ? `r${number}n${renamed}` : undefined;
}

/** The number of the resource that a job was made for; the names of all that it was made with begin so. */
export function ownerOf(jobName: string): number | undefined {
    const [, number] = /^r(\d+)[xn-]/.exec(jobName) ?? [];
    return number === undefined ? undefined : Number(number);
}

export function applyChange(slot: Slot, change: Partial<New>): Slot {
    const { made, taken } = slot;
    if (taken !== undefined) return { ...slot, taken: { ...taken, ...without(change, ofNewJob) } };
    if (made === undefined) return slot;
    const next = { ...made, ...change };
    const another = made.deletionPolicy === "stop" && next.deletionPolicy !== "stop";
    return { ...slot, made: next, renamed: slot.renamed + (another ? 1 : 0) };
}

/** What is fixed once a job is made: a change needs another job. */
export const ofNewJob = ["trainUrl", "named", "autoStopHours"] as const;

function without<T extends object, K extends keyof T>(all: T, names: readonly K[]): Omit<T, K> {
    const kept = Object.entries(all).filter(([name]) => !names.some((one) => one === name));
    return Object.fromEntries(kept) as Omit<T, K>;
}

export function argumentsOf(slot: Slot): string {
    const { made, taken } = slot;
    if (taken !== undefined) return JSON.stringify({ ...without(taken, ["id"]), visualizationId: taken.id });
    return JSON.stringify({ ...(made && without(made, ["named"])), name: nameOf(slot) });
}

export function optionsOf({ names }: Slot): string {
    const aliases = names.slice(0, -1).map((name) => ({ name }));
    return JSON.stringify(aliases.length > 0 ? { aliases } : {});
}

/** What it is declared to be, whether it was made or taken over. */
export function commonOf({ made, taken }: Slot): Common {
    return { ...made, ...taken };
}
