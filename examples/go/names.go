package main

import "github.com/pulumi-modelarts/pulumi-modelarts/sdk/go/modelarts"

// names gives the names of jobs. A whole job has running seconds, which each `pulumi up` would show as a change.
func names(jobs []modelarts.GetVisualizationJobsJob) []string {
	list := []string{}
	for _, job := range jobs {
		if job.Name != nil {
			list = append(list, *job.Name)
		}
	}
	return list
}
