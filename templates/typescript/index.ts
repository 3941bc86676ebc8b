import * as pulumi from "@pulumi/pulumi";
import { VisualizationJob } from "pulumi-modelarts";

const config = new pulumi.Config();

const board = new VisualizationJob("board", {
    trainUrl: config.require("trainUrl"),
    autoStopHours: 4,
    state: "running", // change to "stopped": `pulumi up` then calls the stop API
});

export const url = board.serviceUrl;
