import { isFailure, type ModelArtsFailure } from "../../provider/src/modelarts/errors";

/** What a call fails with. Throws where it succeeds, or fails with anything else. */
export function failureOf(call: () => unknown): ModelArtsFailure {
    let value: unknown;
    try {
        value = call();
    } catch (error) {
        if (isFailure(error)) return error;
        throw error;
    }
    throw new Error(`It did not fail, but gave ${JSON.stringify(value)}`);
}

export async function rejectionOf(promise: Promise<unknown>): Promise<ModelArtsFailure> {
    const value = await promise.catch((error: unknown) => {
        if (isFailure(error)) return error;
        throw error;
    });
    if (isFailure(value)) return value;
    throw new Error(`It did not fail, but gave ${JSON.stringify(value)}`);
}
