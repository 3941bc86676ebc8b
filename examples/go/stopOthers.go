package main

import (
	"github.com/pulumi-modelarts/pulumi-modelarts/sdk/go/modelarts"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

// stopOthers adopts jobs that exist, and stops them.
func stopOthers(ctx *pulumi.Context, settings *config.Config) error {
	stop := func(name, id string) error {
		_, err := modelarts.NewVisualizationJob(ctx, name, &modelarts.VisualizationJobArgs{
			VisualizationId: pulumi.String(id),
			State:           pulumi.String("stopped"),
		})
		return err
	}

	// One by its ID.
	if id := settings.Get("visualizationId"); id != "" {
		if err := stop("by-id", id); err != nil {
			return err
		}
	}

	// The first one of a list.
	part := settings.Get("nameContains")
	if part == "" {
		return nil
	}
	listed, err := modelarts.GetVisualizationJobs(ctx, &modelarts.GetVisualizationJobsArgs{NameContains: &part})
	if err != nil || len(listed.Jobs) == 0 {
		return err
	}
	return stop("listed", listed.Jobs[0].VisualizationId)
}
