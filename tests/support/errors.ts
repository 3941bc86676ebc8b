import { isModelArtsError, type ModelArtsError } from "../../provider/src/modelarts/errors";

/** Returns the error that a call throws. Throws when the call succeeds or throws another error. */
export function errorOf(call: () => unknown): ModelArtsError {
    let value: unknown;
    try {
        value = call();
    } catch (error) {
        if (isModelArtsError(error)) return error;
        throw error;
    }
    throw new Error(`The call did not fail, its result is ${JSON.stringify(value)}`);
}

/** Returns the error with which a promise rejects. Throws when it resolves or rejects with another error. */
export async function rejectionOf(promise: Promise<unknown>): Promise<ModelArtsError> {
    const [outcome] = await Promise.allSettled([promise]);
    return errorOf(() => {
        if (outcome.status === "fulfilled") return outcome.value;
        throw outcome.reason;
    });
}
