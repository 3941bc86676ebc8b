import * as pulumi from "@pulumi/pulumi";
import { type DesiredState, VisualizationJob } from "pulumi-modelarts";

const config = new pulumi.Config();

// MindInsight reads what the SummaryCollector of MindSpore writes. Everything but `jobType` is as for TensorBoard;
// another `jobType` needs a new job.
const board = new VisualizationJob("mindinsight", {
    trainUrl: config.require("trainUrl"),
    jobType: "mindinsight",
    description: "MindInsight of lenet",
    autoStopHours: 4,
    state: config.require<DesiredState>("state"),
});

export const visualizationId = board.visualizationId;
export const state = board.state;
export const url = board.serviceUrl;
