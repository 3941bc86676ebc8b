import * as pulumi from "@pulumi/pulumi";
import { VisualizationJob } from "pulumi-modelarts";

/** An experiment: its board, and whatever else you add that belongs to it. */
class Experiment extends pulumi.ComponentResource {
    readonly url: pulumi.Output<string | undefined>;

    constructor(name: string, bucket: pulumi.Input<string>, opts?: pulumi.ComponentResourceOptions) {
        super("modelarts-examples:index:Experiment", name, {}, opts);
        const board = new VisualizationJob(
            name,
            { trainUrl: pulumi.interpolate`obs://${bucket}/${name}/logs/`, autoStopHours: 4 },
            { parent: this }, // the board stands below its experiment, and is deleted with it
        );
        this.url = board.serviceUrl;
        this.registerOutputs({ url: this.url });
    }
}

const config = new pulumi.Config();

// The bucket is made elsewhere. Where that stack does not export its name, the run ends before anything is made.
const data = new pulumi.StackReference(config.require("dataStack"));
const bucket = data.requireOutput("bucketName") as pulumi.Output<string>;

/** By experiment. */
export const urls = Object.fromEntries(
    config
        .requireObject<string[]>("experiments")
        .map((name) => [name, new Experiment(name, bucket).url] as const),
);
