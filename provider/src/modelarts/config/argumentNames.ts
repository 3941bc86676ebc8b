import { isModelArtsError, withDetails } from "../errors";

/** Returns the result of a call. Its error names settings as a script has them: by the arguments of `connect`. */
export async function withArgumentNames<T>(call: Promise<T>): Promise<T> {
    try {
        return await call;
    } catch (error) {
        throw useArgumentNames(error);
    }
}

/** Yields the items of a list, with such errors. */
export async function* itemsWithArgumentNames<T>(items: AsyncIterable<T>): AsyncIterable<T> {
    try {
        yield* items;
    } catch (error) {
        throw useArgumentNames(error);
    }
}

/** Returns the same error without the namespaces of the configuration of a stack, which a script does not have. */
export function useArgumentNames(error: unknown): unknown {
    if (!isModelArtsError(error)) return error;
    const [reason = "", hint = ""] = [error.reason, error.hint ?? ""].map((text) =>
        text.replace(/\b(?:huaweicloud|modelarts):(?=[a-z])/gi, ""),
    );
    if (reason === error.reason && hint === (error.hint ?? "")) return error;
    return withDetails(error, { reason, hint: `${hint} Settings are arguments of connect().`.trim() });
}
