import * as pulumi from "@pulumi/pulumi";
import { assertInstallation } from "./installation";
import type { JobState } from "../modelarts/status";

/**
 * Arguments of a {@link VisualizationJob}. One that breaks its rule ends `pulumi preview` already, with the rule in the
 * message. A new job needs `trainUrl`; one that is taken over needs `visualizationId`.
 */
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
    /** What serves the board. Default: the service's, `tensorboard`. A change makes a new job. */
    jobType?: pulumi.Input<"tensorboard" | "mindinsight"> | undefined;
    /** Flavor code of the machine, such as `modelarts.vm.cpu.2u`. Default: the service's choice. A change makes a new job. */
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
     * stop it, wait, leave it (default for one taken over). A change is taken into the state only.
     */
    deletionPolicy?: pulumi.Input<"delete" | "stop"> | undefined;
    /** Region of the job. Default: the configuration's, `huaweicloud:region`. A change makes a new job. */
    region?: pulumi.Input<string> | undefined;
    /**
     * ID of the project that the job is in. Default: the configuration's, `huaweicloud:projectId`, else that of the
     * project with the region's name. A change makes a new job.
     */
    projectId?: pulumi.Input<string> | undefined;
    /**
     * Do not wait for the state that was asked for. Deleting always waits. Default: `false`. A change is taken into the
     * state only.
     */
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
 * `pulumi up` makes it (or takes it over), starts or stops it; `pulumi destroy` stops it and deletes it. A job that
 * fails or is late ends the command with an error, and stays in the state with its ID.
 *
 * The outputs are what the service said when the job was last looked at. Nothing that changes by itself, as the time it
 * has run, is among them: look it up with {@link getVisualizationJob}.
 */
export class VisualizationJob extends pulumi.CustomResource {
    /** ID of the job, a whole number as text. It stays the same over stops and restarts. */
    declare readonly visualizationId: pulumi.Output<string>;
    /** What the job was doing when it was last looked at. */
    declare readonly state: pulumi.Output<JobState>;
    /** The service's name of that status, such as `RUNNING`. */
    declare readonly status: pulumi.Output<string>;
    /** Name of the job. */
    declare readonly name: pulumi.Output<string>;
    /** Description; empty or `undefined`: there is none. */
    declare readonly description: pulumi.Output<string | undefined>;
    /** OBS folder with the training logs, in the service's spelling, `/bucket/folder/`. */
    declare readonly trainUrl: pulumi.Output<string>;
    /** Where the board opens in a browser while the job runs. The service may give it before and after that too. */
    declare readonly serviceUrl: pulumi.Output<string | undefined>;
    /** When the job was made: ISO 8601, UTC. */
    declare readonly createdAt: pulumi.Output<string | undefined>;
    /** The service's ID of the resource that the job runs on. */
    declare readonly resourceId: pulumi.Output<string | undefined>;
    /** As the program gave it: no call of the service gives it back. `undefined`: the default, or a job taken over. */
    declare readonly jobType: pulumi.Output<"tensorboard" | "mindinsight" | undefined>;
    /** As the program gave it. `undefined`: the service's choice, or a job taken over. */
    declare readonly flavor: pulumi.Output<string | undefined>;
    /** Automatic stop in hours of running, as the program gave it. `undefined`: none, or a job taken over. */
    declare readonly autoStopHours: pulumi.Output<number | undefined>;
    /** What deleting the resource will do. */
    declare readonly deletionPolicy: pulumi.Output<"delete" | "stop">;
    /** Region that the job is in. */
    declare readonly region: pulumi.Output<string>;
    /** ID of the project that the job is in. */
    declare readonly projectId: pulumi.Output<string>;
    /** As the program gave it. */
    declare readonly skipAwait: pulumi.Output<boolean | undefined>;

    /**
     * Declares a job. Where `args` has no name for it, one is made from `name`, the resource's name in the program. Of the
     * usual options, `customTimeouts` bounds `create`, `update` and `delete`, each with all its waiting (default:
     * `modelarts:waitTimeout`, 900 s).
     */
    constructor(name: string, args: VisualizationJobArgs, opts?: pulumi.CustomResourceOptions) {
        // Tests with mocks have no engine, and run anywhere.
        if (pulumi.runtime.getEngine() !== undefined) assertInstallation(process.cwd());
        const { parent, customTimeouts, replaceOnChanges } = opts ?? {};
        // Each property costs the program time, one that is left undefined too.
        const properties = {
            ...outputProperties,
            ...args,
            __provider: providerCode,
            __urn: computeUrn(name, parent),
            ...(customTimeouts === undefined ? {} : { __timeouts: customTimeouts }),
            ...(replaceOnChanges === undefined ? {} : { __replaceOnChanges: replaceOnChanges }),
        };
        super(typeToken, name, properties, opts);
    }
}

/** Of a resource that lies right in the stack, it is known at once. */
function computeUrn(name: string, parent: pulumi.Resource | undefined): pulumi.Input<string> {
    if (parent !== undefined) return pulumi.createUrn(name, typeToken, parent);
    return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${typeToken}::${name}`;
}

/** A property is an output only if the constructor names it. */
const outputProperties = {
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
