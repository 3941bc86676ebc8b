/** Gives the text of a configuration key such as `huaweicloud:region`, or `undefined`. */
export type ReadConfig = (key: string) => string | undefined;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Empty text is the same as not set: that is how a shell unsets a variable for one command. */
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
