import type { Timeouts } from "../properties/inputs";

const unitMs: Readonly<Record<string, number>> = {
    ns: 1e-6,
    us: 1e-3,
    µs: 1e-3,
    ms: 1,
    s: 1e3,
    m: 6e4,
    h: 36e5,
};

/** Milliseconds of a Go duration such as `1h30m`, which `check` has accepted. */
export function parseDurationMs(text: string): number {
    return [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? "s"] ?? 0),
        0,
    );
}

/** The limit of one operation: the resource's `customTimeouts`, else the configured wait. */
export function operationTimeoutMs(
    operation: keyof Timeouts,
    timeouts: Timeouts | undefined,
    waitTimeoutMs: number,
): number {
    const customTimeout = timeouts?.[operation];
    return customTimeout === undefined ? waitTimeoutMs : parseDurationMs(customTimeout) || waitTimeoutMs;
}
