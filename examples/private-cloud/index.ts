import * as pulumi from "@pulumi/pulumi";
import { VisualizationJob } from "pulumi-modelarts";

// Where the cloud is, whom it trusts and who asks is not in the program: the configuration of the stack has it. Another
// stack of this program may be on another cloud.
const board = new VisualizationJob("board", {
    trainUrl: new pulumi.Config().require("trainUrl"),
    autoStopHours: 4,
    state: "running",
});

// The project and region of the token.
export const { projectId, region } = board;
export const url = board.serviceUrl;
