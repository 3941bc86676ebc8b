import { type ModelArtsError } from "../modelarts/errors";
import { type Outputs } from "../properties/state";

/** The job exists, but is not where it was asked to be. The state must keep it. */
export class ResourceInitFailedError extends Error {
    constructor(
        readonly error: ModelArtsError,
        readonly id: string,
        readonly outputs: Outputs,
    ) {
        super(error.message);
    }
}
