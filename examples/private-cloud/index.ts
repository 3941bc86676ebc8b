import * as pulumi from "@pulumi/pulumi";
import { VisualizationJob } from "pulumi-modelarts";

// The location of the cloud, its certificate and the credentials are in the configuration of the stack. Another
// stack of this program may be on another cloud.
const board = new VisualizationJob("board", {
    trainUrl: new pulumi.Config().require("trainUrl"),
    autoStopHours: 4,
    state: "running",
});

// The project and region of the token.
export const { projectId, region } = board;
export const url = board.serviceUrl;
