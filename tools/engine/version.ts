/**
 * The oldest engine that does all that the tests and examples ask for: `refresh --run-program` and
 * `destroy --run-program` came with 3.160.0 (https://www.pulumi.com/blog/improved-refresh-destroy-experience/),
 * `up --refresh --run-program`, and a cure for a hang of `refresh --run-program`, with 3.169.0 (pulumi/pulumi#19449, #19448).
 * `options.refresh: always` is older (2021). Inputs out of `read` are the work of the npm package, not of the CLI.
 */
export const oldestEngine = "3.169.0";

/** The three numbers of `v3.274.1` or `3.274.1-dev.0`, or undefined for a text that is no version. */
export function parseVersion(text: string): readonly [number, number, number] | undefined {
    const match = /^v?(\d+)\.(\d+)\.(\d+)(?![\d.])/.exec(text.trim());
    return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** Pre-release marks do not count: a development build of 3.169.0 has what 3.169.0 has. */
export function isAtLeast(version: string, oldest: string): boolean {
    const actual = parseVersion(version);
    const required = parseVersion(oldest);
    if (!actual || !required) return false;
    for (const index of [0, 1, 2] as const) {
        if (actual[index] !== required[index]) return actual[index] > required[index];
    }
    return true;
}
