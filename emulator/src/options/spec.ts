import * as v from "valibot";

/** Defines an option. The messages of its schema complete the sentence "Option x ...". */
export interface Spec<T> {
    readonly initial: T;
    /** `--help` prints this text after the flag. It is empty for a flag without a value. */
    readonly argument: string;
    readonly help: string;
    readonly schema: v.GenericSchema<unknown, T>;
    /** Converts the text of a command-line flag into a value for the schema. @defaultValue keeps the text */
    readonly fromText?: (text: string) => unknown;
}

export function text(initial: string, argument: string, help: string): Spec<string> {
    return { initial, argument, help, schema: v.string("takes a text") };
}

export function amount(
    initial: number,
    argument: string,
    help: string,
    { min = 0, max = Infinity, whole = false } = {},
): Spec<number> {
    const range = min === -Infinity ? "" : max === Infinity ? ` from ${min}` : ` from ${min} to ${max}`;
    const message = `takes ${whole ? "a whole number" : "a number"}${range}`;
    const schema = v.pipe(
        v.number(message),
        v.minValue(min, message),
        v.maxValue(max, message),
        v.check((value) => !whole || Number.isInteger(value), message),
    );
    return { initial, argument, help, schema, fromText: toNumber };
}

export function toNumber(input: string): number {
    return input.trim() === "" ? NaN : Number(input);
}

export function flag(initial: boolean, help: string): Spec<boolean> {
    const schema = v.boolean("takes true or false");
    return { initial, argument: "", help, schema };
}

export function choice<const T extends readonly string[]>(
    values: T,
    initial: T[number],
    help: string,
): Spec<T[number]> {
    const schema = v.picklist(values, `takes one of ${values.join(", ")}`);
    return { initial, argument: values.join("|"), help, schema };
}

/** Defines a list. On the command line commas join its members. */
export function list<T>(
    { schema, fromText = (text) => text }: Spec<T>,
    initial: readonly NoInfer<T>[],
    argument: string,
    help: string,
): Spec<readonly T[]> {
    const split = (text: string) => (text === "" ? [] : text.split(",").map((one) => fromText(one.trim())));
    return { initial, argument, help, schema: v.array(schema, "takes a list"), fromText: split };
}
