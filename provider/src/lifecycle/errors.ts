import { type ModelArtsFailure } from "../modelarts/errors";
import { type Outputs } from "../properties/state";

/** The job exists, but is not where it was asked to be. The state must keep it. */
export class Unfinished extends Error {
    constructor(
        readonly failure: ModelArtsFailure,
        readonly id: string,
        readonly outputs: Outputs,
    ) {
        super(failure.message);
    }
}
