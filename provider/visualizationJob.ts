import * as pulumi from "@pulumi/pulumi";
import type { Phase } from "./modelarts/status";

/** Arguments of a {@link VisualizationJob}. */
export interface VisualizationJobArgs {
    /**
     * OBS folder with the training logs, `/bucket/folder/` or `obs://bucket/folder/`; the last slash is optional. The
     * bucket must lie in the job's region. Needed for a new job. A change makes a new job.
     */
    trainUrl?: pulumi.Input<string> | undefined;
    /**
     * 1–20 characters of `A-Z a-z 0-9 _ -`. Default: made from the resource's name and random characters. A change makes
     * a new job.
     */
    name?: pulumi.Input<string> | undefined;
    /** 0–256 characters. Default: empty. A change is one call that neither starts nor stops the job. */
    description?: pulumi.Input<string> | undefined;
    /** What serves the board. Default: `tensorboard`. A change makes a new job. */
    jobType?: pulumi.Input<"tensorboard" | "mindinsight"> | undefined;
    /** Flavor code of the machine. Default: the service's. A change makes a new job. */
    flavor?: pulumi.Input<string> | undefined;
    /**
     * Automatic stop, in whole hours of running, 1–24. Default: none, the job runs and is billed until it is stopped. A
     * change makes a new job.
     */
    autoStopHours?: pulumi.Input<number> | undefined;
    /**
     * `running` starts the job, `stopped` calls the service's stop API; both wait until it is so. Default: a new job is
     * started, and from then on nobody touches its run state. The configuration `modelarts:state: stopped` overrides it
     * for every job of a stack.
     */
    state?: pulumi.Input<"running" | "stopped"> | undefined;
    /**
     * ID of a job that exists: it is taken over as it is, and none is made. Excludes `trainUrl`, `name`, `jobType`,
     * `flavor` and `autoStopHours`. A change takes over another job.
     */
    visualizationId?: pulumi.Input<string> | undefined;
    /**
     * What deleting the resource does. `delete`: stop the job, wait, delete it (default for a job made here). `stop`:
     * stop it, wait, leave it (default for one taken over).
     */
    deletionPolicy?: pulumi.Input<"delete" | "stop"> | undefined;
    /** Default: the configuration's. A change makes a new job. */
    region?: pulumi.Input<string> | undefined;
    /** Default: the configuration's. A change makes a new job. */
    projectId?: pulumi.Input<string> | undefined;
    /** Do not wait for the state that was asked for. Deleting always waits. Default: `false`. */
    skipAwait?: pulumi.Input<boolean> | undefined;
}

/**
 * The code that the engine keeps beside each resource and runs for it. One constant line, so that it is the same in
 * every project, and what runs is always the package that is installed.
 */
const providerCode = 'exports.handler = () => require("pulumi-modelarts/dynamic").provider';

const typeToken = "pulumi-nodejs:dynamic/modelarts:VisualizationJob";

/**
 * A ModelArts visualization job: a hosted TensorBoard or MindInsight server that reads training logs from an OBS folder
 * and is billed while it runs.
 *
 * `pulumi up` makes it (or takes it over), starts or stops it; `pulumi destroy` stops it and deletes it.
 */
export class VisualizationJob extends pulumi.CustomResource {
    /** ID of the job, a whole number as text. */
    declare readonly visualizationId: pulumi.Output<string>;
    /** What the job was doing when it was last looked at. */
    declare readonly state: pulumi.Output<Phase>;
    /** The service's name of that status, such as `RUNNING`. */
    declare readonly status: pulumi.Output<string>;
    declare readonly name: pulumi.Output<string>;
    declare readonly description: pulumi.Output<string | undefined>;
    /** OBS folder, `/bucket/folder/`. */
    declare readonly trainUrl: pulumi.Output<string>;
    /** Where the board opens in a browser while the job runs. */
    declare readonly serviceUrl: pulumi.Output<string | undefined>;
    /** ISO 8601, UTC. */
    declare readonly createdAt: pulumi.Output<string | undefined>;
    /** The service's ID of the resource that the job runs on. */
    declare readonly resourceId: pulumi.Output<string | undefined>;
    declare readonly jobType: pulumi.Output<"tensorboard" | "mindinsight" | undefined>;
    declare readonly flavor: pulumi.Output<string | undefined>;
    /** Hours. */
    declare readonly autoStopHours: pulumi.Output<number | undefined>;
    declare readonly deletionPolicy: pulumi.Output<"delete" | "stop">;
    declare readonly region: pulumi.Output<string>;
    declare readonly projectId: pulumi.Output<string>;
    declare readonly skipAwait: pulumi.Output<boolean | undefined>;

    /**
     * @param name the resource's name in the program
     * @param args what the job is to be
     * @param opts the usual options; `customTimeouts` bounds the waits (default: `modelarts:waitTimeout`, 900 s)
     */
    constructor(name: string, args: VisualizationJobArgs, opts?: pulumi.CustomResourceOptions) {
        const properties = {
            ...outputsOnly,
            ...args,
            __provider: providerCode,
            __urn: pulumi.createUrn(name, typeToken, opts?.parent),
            __timeouts: opts?.customTimeouts,
            __replaceOnChanges: opts?.replaceOnChanges,
        };
        super(typeToken, name, properties, opts);
    }
}

/** A property is an output only if the constructor names it. */
const outputsOnly = {
    visualizationId: undefined,
    state: undefined,
    status: undefined,
    name: undefined,
    description: undefined,
    trainUrl: undefined,
    serviceUrl: undefined,
    createdAt: undefined,
    resourceId: undefined,
    jobType: undefined,
    flavor: undefined,
    autoStopHours: undefined,
    deletionPolicy: undefined,
    region: undefined,
    projectId: undefined,
    skipAwait: undefined,
};
