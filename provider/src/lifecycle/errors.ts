import type { ModelArtsError } from "../modelarts/errors";
import type { ResourceState } from "../properties/state";

/** The job exists but did not reach the desired state; the engine must record it as partially initialized. */
export class ResourceInitFailedError extends Error {
    constructor(
        readonly error: ModelArtsError,
        readonly id: string,
        readonly state: ResourceState,
    ) {
        super(error.message);
    }
}
