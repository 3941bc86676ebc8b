import * as pulumi from "@pulumi/pulumi";
import { VisualizationJob } from "pulumi-modelarts";

/** One board for each experiment, by the rules of the team: it stops by itself, and says who made it. */
export function boardsOf(experiments: readonly string[]): VisualizationJob[] {
    return experiments.map(
        (experiment) =>
            new VisualizationJob(experiment, {
                trainUrl: `obs://experiments/${experiment}/logs/`,
                description: `made by ${pulumi.getProject()}, ${pulumi.getStack()}`,
                autoStopHours: 8,
            }),
    );
}
