/* Each call of the Python SDK, and below it what replaces it in a script. Creates one job, and deletes it at the end. */
import { connect } from "pulumi-modelarts/client";

// session = Session(access_key, secret_key, project_id, region_name): from the environment, or connect({ accessKey: … })
const client = connect();

async function main(): Promise<void> {
    // job = VisualizationJob(session).create_visualization_job(train_url, job_name, job_desc)
    const job = await client.create({ trainUrl: "/example-bucket/logs/", name: "calls", description: "one" });
    await client.waitFor(job, "running");
    // VisualizationJob.get_visualization_job_list(session, status=8, sort_by='create_time', search_content='cal')
    // VisualizationJob.get_visualization_job_object_list(...): each is a job that the other calls take
    const query = { status: "RUNNING", sortBy: "createdAt", order: "desc", nameContains: "cal" } as const;
    for await (const each of client.list(query)) console.log(each.id, each.name, each.status.name);
    // job.get_visualization_job_info(); VisualizationJob(session, visualization_id='8992') is the ID alone
    console.log(await client.get(job.id));
    // job.update_visualization_job(job_desc)
    await client.update(job, { description: "two" });
    // job.stop_visualization_job()
    await client.stop(job);
    await client.waitFor(job, "stopped");
    // job.restart_visualization_job()
    await client.restart(job);
    await client.waitFor(job, "running");
    // job.delete_visualization_job(): whether a running job can be deleted is not documented, so stop it first
    await client.stop(job);
    await client.delete(await client.waitFor(job, "stopped"));
}

main().catch((error: unknown) => {
    // Not a result with error_code and error_msg: a ModelArtsError, with `kind`, `code` and `serviceMessage`.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
