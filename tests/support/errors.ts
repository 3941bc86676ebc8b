import { isModelArtsError, type ModelArtsError } from "../../provider/src/modelarts/errors";

/** What a call fails with. Throws where it succeeds, or fails with anything else. */
export function errorOf(call: () => unknown): ModelArtsError {
    let value: unknown;
    try {
        value = call();
    } catch (error) {
        if (isModelArtsError(error)) return error;
        throw error;
    }
    throw new Error(`It did not fail, but gave ${JSON.stringify(value)}`);
}

export async function rejectionOf(promise: Promise<unknown>): Promise<ModelArtsError> {
    const value = await promise.catch((error: unknown) => {
        if (isModelArtsError(error)) return error;
        throw error;
    });
    if (isModelArtsError(value)) return value;
    throw new Error(`It did not fail, but gave ${JSON.stringify(value)}`);
}
