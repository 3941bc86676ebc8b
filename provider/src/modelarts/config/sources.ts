/** Reads the text of a configuration key such as `huaweicloud:region`; `undefined` where it is not set. */
export type ReadConfig = (key: string) => string | undefined;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the first value that is set. Empty text counts as not set: a shell unsets a variable for one command that
 * way.
 */
export function readSetting(
    [key, ...variables]: readonly string[],
    config: ReadConfig,
    environment: Environment,
): string | undefined {
    const values = [
        key === undefined ? undefined : config(key),
        ...variables.map((name) => environment[name]),
    ];
    return values.map((value) => value?.trim()).find((value) => value !== undefined && value !== "");
}
