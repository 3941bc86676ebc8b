import * as pulumi from "@pulumi/pulumi";
import { getVisualizationJobs, type GetVisualizationJobResult, VisualizationJob } from "pulumi-modelarts";

const hours = new pulumi.Config().requireNumber("olderThanHours");
const oldest = Date.now() - hours * 60 * 60 * 1000;

// A job whose age the service does not tell is left alone.
const isOld = ({ createdAt }: GetVisualizationJobResult): boolean =>
    createdAt !== undefined && Date.parse(createdAt) < oldest;

function stop({ visualizationId, name }: GetVisualizationJobResult): string {
    // Named after the ID, so that a resource has the same job in each run, whatever place that has in the list.
    new VisualizationJob(
        `stop-${visualizationId}`,
        { visualizationId, state: "stopped" },
        // The next run does not find the job among the running ones, and drops this resource. That must not stop the
        // job, as it would by default: its owner may have restarted it by then. So this stack only forgets it.
        { retainOnDelete: true },
    );
    return `${name ?? "job"} (${visualizationId})`;
}

/** What this run stops. */
export const stopped = getVisualizationJobs({ state: "running", sortBy: "createdAt" }).then(({ jobs }) =>
    jobs.filter(isOld).map(stop),
);
