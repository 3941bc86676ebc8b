import * as pulumi from "@pulumi/pulumi";
import { type DesiredState, VisualizationJob } from "pulumi-modelarts";

const config = new pulumi.Config();

// `pulumi config set state stopped && pulumi up` stops the job, and with it the bill.
const board = new VisualizationJob("board", {
    trainUrl: config.require("trainUrl"),
    autoStopHours: 4,
    state: config.require<DesiredState>("state"),
});

export const visualizationId = board.visualizationId;
export const state = board.state;
export const url = board.serviceUrl;
