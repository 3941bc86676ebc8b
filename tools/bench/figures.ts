import type { Spread } from "./statistics";

/** How figures stand in a table. */
export const none = "-";

export function number(value: number | undefined, digits: number): string {
    return value === undefined || !Number.isFinite(value) ? none : value.toFixed(digits);
}

/** The median, and between which two the runs were, where there are several. */
export function range(values: Spread | undefined, digits: number): string {
    if (values === undefined) return none;
    const { min, median, max, count } = values;
    const middle = number(median, digits);
    return count < 2 ? middle : `${middle} (${number(min, digits)}–${number(max, digits)})`;
}

export function megabytes(bytes: number | undefined): string {
    return number(bytes === undefined ? undefined : bytes / 1e6, 0);
}

export function kilobytes(bytes: number | undefined): string {
    return number(bytes === undefined ? undefined : bytes / 1000, 2);
}

export function calls(requests: Readonly<Record<string, number>>): string {
    const shown = Object.entries(requests).map(([call, count]) => `${count} ${call}`);
    return shown.length === 0 ? none : shown.join(", ");
}
