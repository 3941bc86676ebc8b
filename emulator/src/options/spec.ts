/** One option: its default, and how a value is read. */
export interface Spec<T> {
    readonly initial: T;
    /** What `--help` shows after the flag; empty for a flag that takes no value. */
    readonly argument: string;
    readonly help: string;
    /** Reads a JSON value. Throws a TypeError whose message completes "option x ...". */
    check(value: unknown): T;
    /** Reads the text of a command-line flag. Throws as `check` does. */
    parse(text: string): T;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(initial: string, argument: string, help: string): Spec<string> {
    const check = (value: unknown) => {
        if (typeof value !== "string") throw new TypeError("takes a text");
        return value;
    };
    return { initial, argument, help, check, parse: check };
}

export function amount(
    initial: number,
    argument: string,
    help: string,
    { min = 0, max = Infinity, whole = false } = {},
): Spec<number> {
    const check = (value: unknown) => {
        const fits = typeof value === "number" && value >= min && value <= max;
        if (!fits || (whole && !Number.isInteger(value))) {
            const kind = whole ? "a whole number" : "a number";
            throw new TypeError(`takes ${kind}${range(min, max)}`);
        }
        return value;
    };
    return { initial, argument, help, check, parse: (input) => check(toNumber(input)) };
}

function range(min: number, max: number): string {
    if (min === -Infinity && max === Infinity) return "";
    return max === Infinity ? ` from ${min}` : ` from ${min} to ${max}`;
}

export function toNumber(input: string): number {
    return input.trim() === "" ? NaN : Number(input);
}

export function flag(initial: boolean, help: string): Spec<boolean> {
    const check = (value: unknown) => {
        if (typeof value !== "boolean") throw new TypeError("takes true or false");
        return value;
    };
    return { initial, argument: "", help, check, parse: (input) => check(input === "true") };
}

export function choice<const T extends readonly string[]>(
    values: T,
    initial: T[number],
    help: string,
): Spec<T[number]> {
    const check = (value: unknown): T[number] => {
        const match = values.find((one) => one === value);
        if (match === undefined) throw new TypeError(`takes one of ${values.join(", ")}`);
        return match;
    };
    return { initial, argument: values.join("|"), help, check, parse: check };
}

/** A list; on the command line its members are joined by commas. */
export function list<T>(
    member: Spec<T>,
    initial: readonly NoInfer<T>[],
    argument: string,
    help: string,
): Spec<readonly T[]> {
    return {
        initial,
        argument,
        help,
        check: (value) => {
            if (!Array.isArray(value)) throw new TypeError("takes a list");
            return value.map((one: unknown) => member.check(one));
        },
        parse: (input) => (input === "" ? [] : input.split(",").map((one) => member.parse(one.trim()))),
    };
}

/** A value with a shape of its own; on the command line it is written as JSON. */
export function custom<T>(
    initial: T,
    argument: string,
    help: string,
    check: (value: unknown) => T,
    short?: (input: string) => unknown,
): Spec<T> {
    const parseJson = (input: string): unknown => {
        try {
            return JSON.parse(input);
        } catch {
            throw new TypeError("takes JSON");
        }
    };
    return { initial, argument, help, check, parse: (input) => check((short ?? parseJson)(input)) };
}
