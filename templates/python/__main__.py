import pulumi
import pulumi_modelarts as modelarts

config = pulumi.Config()

board = modelarts.VisualizationJob(
    "board",
    train_url=config.require("trainUrl"),
    auto_stop_hours=4,
    state="running",  # change to "stopped": `pulumi up` then calls the stop API
)

pulumi.export("url", board.service_url)
