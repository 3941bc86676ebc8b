import { format, inspect } from "node:util";

/** A program can print an error in these ways. */
const printers: Readonly<Record<string, (error: Error) => string>> = {
    String: (error) => String(error),
    message: ({ message }) => message,
    stack: ({ stack }) => stack ?? "",
    "JSON.stringify": (error) => JSON.stringify(error),
    "JSON.stringify with hidden fields": (error) => JSON.stringify(error, Object.getOwnPropertyNames(error)),
    "JSON.stringify of its descriptors": (error) => JSON.stringify(Object.getOwnPropertyDescriptors(error)),
    "util.inspect": (error) => inspect(error),
    "util.inspect with hidden fields": (error) =>
        inspect(error, { showHidden: true, getters: true, depth: Infinity }),
    "util.format": (error) => format("%s %o %O %j", error, error, error, error),
    cause: ({ cause }) => inspect(cause, { showHidden: true, depth: Infinity }),
    "a clone for another thread": (error) => inspect(structuredClone(error), { showHidden: true }),
    "inside another error": (error) =>
        inspect(new AggregateError([error], "several", { cause: error }), { depth: Infinity }),
};

/** Finds the secrets that a way of printing reveals, with the name of that way. */
export function findLeaks(error: Error, secrets: readonly string[]): string[] {
    return Object.entries(printers).flatMap(([printer, print]) => {
        const text = print(error);
        return secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} by ${printer}`);
    });
}
