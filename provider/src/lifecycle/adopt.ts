import type { Claims } from "./ownership";
import type { Inputs } from "../properties/inputs";
import { isFailure, reworded } from "../modelarts/errors";
import type { Job, LookOptions } from "../modelarts/job";
import { statusOf } from "../modelarts/status";
import { outputsOf } from "../properties/state";
import type { Site } from "./connections";
import { Unfinished } from "./errors";
/** The status of a job that nobody could look at. */
const unseen = statusOf(0);

/** A job that the program says exists. */
export async function existing(
    how: "take over" | "import",
    id: string,
    { connection, place }: Site,
    look: LookOptions,
): Promise<Job> {
    try {
        return await connection.watched.get(id, look);
    } catch (error) {
        if (!isFailure(error, "gone")) throw error;
        throw reworded(error, {
            attempted: `${how} visualization job (${id})`,
            because: `there is no such job in project ${place.projectId}, region ${place.region}`,
            advice: `Correct ${how === "import" ? "the ID" : "visualizationId"}, the region or the project; nothing was made.`,
        });
    }
}

/**
 * A job that is taken over. Where another resource has left it to this one already, the state gets it even if it cannot
 * be looked at: else nobody would know it.
 */
export async function takenOver(
    id: string,
    inputs: Inputs,
    site: Site,
    claims: Claims,
    look: LookOptions,
): Promise<Job> {
    try {
        return await existing("take over", id, site, look);
    } catch (error) {
        const left = claims.wasLeft({ id, urn: inputs.__urn, ...site.place });
        if (!left || !isFailure(error) || error.kind === "gone") throw error;
        throw new Unfinished(error, id, outputsOf(inputs, { id, status: unseen }, site.place));
    }
}
