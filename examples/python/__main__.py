import pulumi
import pulumi_modelarts as modelarts

config = pulumi.Config()

# `pulumi config set state stopped`, and the next `pulumi up` stops the job, and with it the bill.
board = modelarts.VisualizationJob(
    "board",
    train_url=config.require("trainUrl"),
    auto_stop_hours=4,
    state=config.require("state"),
)

# VisualizationJob(session, visualization_id="8992").stop_visualization_job()
if visualization_id := config.get("visualizationId"):
    modelarts.VisualizationJob("by-id", visualization_id=visualization_id, state="stopped")

# get_visualization_job_object_list(session, search_content="old-")[0].stop_visualization_job()
if name_contains := config.get("nameContains"):
    listed = modelarts.get_visualization_jobs(name_contains=name_contains)
    for job in listed.jobs[:1]:
        modelarts.VisualizationJob("listed", visualization_id=job.visualization_id, state="stopped")

# All that is billed in the board's project, whoever made it, once the board is as declared.
billed = modelarts.get_visualization_jobs_output(project_id=board.project_id, state="running")

pulumi.export("visualizationId", board.visualization_id)
pulumi.export("state", board.state)
pulumi.export("url", board.service_url)
pulumi.export("billed", billed.jobs.apply(lambda jobs: [job.name for job in jobs]))
