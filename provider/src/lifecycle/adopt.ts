import { isModelArtsError, withDetails } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import { statusFromCode } from "../modelarts/status";
import type { Resource } from "../properties/inputs";
import { toState } from "../properties/state";
import type { Operation } from "../reconcile/reconcile";
import type { Connection } from "./connections";
import { ResourceInitFailedError } from "./errors";
import type { JobOwnership } from "./ownership";

/** Status of a job that could not be observed. */
const unknownStatus = statusFromCode(0);

/** Gets a job that must exist, since the program or the user names its ID. */
export async function getExisting(
    verb: "adopt" | "import",
    id: string,
    { jobs, location }: Connection,
    { deadline, signal }: Operation,
): Promise<Job> {
    try {
        return await jobs.get(id, { deadline, signal });
    } catch (error) {
        if (!isModelArtsError(error, "not-found")) throw error;
        throw withDetails(error, {
            operation: `${verb} visualization job (${id})`,
            reason: `there is no such job in project ${location.projectId}, region ${location.region}`,
            hint: `Correct ${verb === "import" ? "the ID" : "visualizationId"}, the region or the project; no job was created. A job of the last minutes may be found a little later.`,
        });
    }
}

/**
 * Gets the job to adopt. Where another resource has already relinquished it to this one, the state records the job even if
 * it cannot be observed: otherwise no state would have it.
 *
 * @throws {ResourceInitFailedError} in that case.
 */
export async function adopt(
    id: string,
    resource: Resource,
    connection: Connection,
    ownership: JobOwnership,
    operation: Operation,
): Promise<Job> {
    const { location } = connection;
    try {
        return await getExisting("adopt", id, connection, operation);
    } catch (error) {
        const isTransfer = ownership.wasTransferred({ id, urn: resource.urn, ...location });
        if (!isTransfer || !isModelArtsError(error) || error.kind === "not-found") throw error;
        const state = toState(resource, { id, status: unknownStatus }, location);
        throw new ResourceInitFailedError(error, id, state);
    }
}
