import type { JobOwnership } from "./ownership";
import type { Inputs } from "../properties/inputs";
import { isModelArtsError, withDetails } from "../modelarts/errors";
import type { Job, PollOptions } from "../modelarts/job";
import { statusFromCode } from "../modelarts/status";
import { toOutputs } from "../properties/state";
import type { Connection } from "./connections";
import { ResourceInitFailedError } from "./errors";
/** The status of a job that nobody could look at. */
const unknownStatus = statusFromCode(0);

/** A job that the program says exists. */
export async function getExisting(
    verb: "adopt" | "import",
    id: string,
    { client, location }: Connection,
    pollOptions: PollOptions,
): Promise<Job> {
    try {
        return await client.pollingJobs.get(id, pollOptions);
    } catch (error) {
        if (!isModelArtsError(error, "not-found")) throw error;
        throw withDetails(error, {
            operation: `${verb} visualization job (${id})`,
            reason: `there is no such job in project ${location.projectId}, region ${location.region}`,
            hint: `Correct ${verb === "import" ? "the ID" : "visualizationId"}, the region or the project; nothing was made.`,
        });
    }
}

/**
 * A job that is taken over. Where another resource has left it to this one already, the state gets it even if it cannot
 * be looked at: else nobody would know it.
 */
export async function adopt(
    id: string,
    inputs: Inputs,
    connection: Connection,
    ownership: JobOwnership,
    pollOptions: PollOptions,
): Promise<Job> {
    try {
        return await getExisting("adopt", id, connection, pollOptions);
    } catch (error) {
        const isTransfer = ownership.wasTransferred({ id, urn: inputs.__urn, ...connection.location });
        if (!isTransfer || !isModelArtsError(error) || error.kind === "not-found") throw error;
        throw new ResourceInitFailedError(
            error,
            id,
            toOutputs(inputs, { id, status: unknownStatus }, connection.location),
        );
    }
}
