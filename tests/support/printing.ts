import { format, inspect } from "node:util";

/** Every way in which a person or a program might print a failure. */
export const printers: Readonly<Record<string, (failure: Error) => string>> = {
    String: (failure) => String(failure),
    message: ({ message }) => message,
    stack: ({ stack }) => stack ?? "",
    "JSON.stringify": (failure) => JSON.stringify(failure),
    "JSON.stringify with hidden fields": (failure) =>
        JSON.stringify(failure, Object.getOwnPropertyNames(failure)),
    "JSON.stringify of its descriptors": (failure) =>
        JSON.stringify(Object.getOwnPropertyDescriptors(failure)),
    "util.inspect": (failure) => inspect(failure),
    "util.inspect with hidden fields": (failure) =>
        inspect(failure, { showHidden: true, getters: true, depth: Infinity }),
    "util.format": (failure) => format("%s %o %O %j", failure, failure, failure, failure),
    cause: ({ cause }) => inspect(cause, { showHidden: true, depth: Infinity }),
    "a clone for another thread": (failure) => inspect(structuredClone(failure), { showHidden: true }),
    "inside of another error": (failure) =>
        inspect(new AggregateError([failure], "several", { cause: failure }), { depth: Infinity }),
};

/** Which of the secrets are to be read in the failure, and by which way of printing; none is right. */
export function findLeaks(failure: Error, secrets: readonly string[]): string[] {
    return Object.entries(printers).flatMap(([printer, print]) => {
        const text = print(failure);
        return secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} by ${printer}`);
    });
}
