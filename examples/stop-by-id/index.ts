import * as pulumi from "@pulumi/pulumi";
import { VisualizationJob } from "pulumi-modelarts";

const config = new pulumi.Config();

// Adopts an existing job and creates none. An ID that no job has is an error.
const job = new VisualizationJob("forgotten", {
    visualizationId: config.require("visualizationId"),
    state: "stopped", // a running job is stopped; for one that is stopped already nothing is sent
});

// The job was not made here, so `pulumi destroy` leaves it in the service, stopped.
export const name = job.name;
export const state = job.state;
