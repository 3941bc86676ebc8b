package main

import (
	"github.com/pulumi-modelarts/pulumi-modelarts/sdk/go/modelarts"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")

		// `pulumi config set state stopped`, and the next `pulumi up` stops the job, and with it the bill.
		board, err := modelarts.NewVisualizationJob(ctx, "board", &modelarts.VisualizationJobArgs{
			TrainUrl:      pulumi.String(settings.Require("trainUrl")),
			AutoStopHours: pulumi.Int(4),
			State:         pulumi.String(settings.Require("state")),
		})
		if err != nil {
			return err
		}

		// All that is billed in the board's project, whoever made it, once the board is as declared.
		billed := modelarts.GetVisualizationJobsOutput(ctx, modelarts.GetVisualizationJobsOutputArgs{
			ProjectId: board.ProjectId,
			State:     pulumi.String("running"),
		})

		ctx.Export("visualizationId", board.VisualizationId)
		ctx.Export("state", board.State)
		ctx.Export("url", board.ServiceUrl)
		ctx.Export("billed", billed.Jobs().ApplyT(names))
		return stopOthers(ctx, settings)
	})
}
