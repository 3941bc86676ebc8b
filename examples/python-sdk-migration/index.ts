import * as pulumi from "@pulumi/pulumi";
import { type DesiredState, getVisualizationJobs, VisualizationJob } from "pulumi-modelarts";

// session = Session(access_key, secret_key, project_id, region_name)
// No counterpart in a program: the configuration of the stack or the environment says it.
const config = new pulumi.Config();

// job = VisualizationJob(session).create_visualization_job(train_url, job_name, job_desc)
// job.update_visualization_job(job_desc)    another `description`
// job.stop_visualization_job()              `state: "stopped"`; the second way to stop a job
// job.restart_visualization_job()           `state: "running"`
// job.delete_visualization_job()            without these lines, or `pulumi destroy`
const job = new VisualizationJob("job", {
    trainUrl: config.require("trainUrl"),
    name: "resnet-board",
    description: config.require("description"),
    state: config.require<DesiredState>("state"),
});

// job.get_visualization_job_info()
export const info = { id: job.visualizationId, status: job.status, url: job.serviceUrl };

// The first way: VisualizationJob(session, visualization_id='8992').stop_visualization_job()
const visualizationId = config.get("visualizationId");
if (visualizationId) new VisualizationJob("by-id", { visualizationId, state: "stopped" });

// The third way: VisualizationJob.get_visualization_job_object_list(session, search_content='old-'), and then
// job_list[0].stop_visualization_job(), job_list[1]. ...
const nameContains = config.get("nameContains");
const lookup = nameContains ? getVisualizationJobs({ nameContains }) : Promise.resolve({ jobs: [] });
export const statuses = lookup.then(({ jobs }) =>
    jobs.map((each) => {
        const { visualizationId } = each;
        return new VisualizationJob(`listed-${visualizationId}`, { visualizationId, state: "stopped" })
            .status;
    }),
);
