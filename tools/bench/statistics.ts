export interface Spread {
    readonly min: number;
    readonly median: number;
    readonly max: number;
    readonly count: number;
}

/** `undefined` of nothing. */
export function spread(values: readonly number[]): Spread | undefined {
    const sorted = [...values].sort((a, b) => a - b);
    const min = sorted[0];
    const max = sorted.at(-1);
    if (min === undefined || max === undefined) return undefined;
    const middle = (sorted.length - 1) / 2;
    const [low = min, high = max] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
    return { min, median: (low + high) / 2, max, count: sorted.length };
}

export function median(values: readonly number[]): number | undefined {
    return spread(values)?.median;
}

/** By how much `y` grows for each `x`, from the first point to the last; `undefined` with fewer than two. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number | undefined {
    const sorted = [...points].sort((a, b) => a.x - b.x);
    const first = sorted[0];
    const last = sorted.at(-1);
    if (first === undefined || last === undefined || first.x === last.x) return undefined;
    return (last.y - first.y) / (last.x - first.x);
}

/** How often each one is there. */
export function tally(names: readonly string[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
}

export function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
