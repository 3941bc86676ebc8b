export interface Spread {
    readonly min: number;
    readonly median: number;
    readonly max: number;
    readonly count: number;
}

/** `undefined` if there are no values. */
export function spread(values: readonly number[]): Spread | undefined {
    const sorted = [...values].sort((a, b) => a - b);
    const [min, max] = [sorted[0], sorted.at(-1)];
    if (min === undefined || max === undefined) return undefined;
    const middle = (sorted.length - 1) / 2;
    const [low = min, high = max] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
    return { min, median: (low + high) / 2, max, count: sorted.length };
}

/** Counts how often each name occurs. */
export function tally(names: readonly string[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
}
