import * as pulumi from "@pulumi/pulumi";
import { assertInstallation } from "./installation";
import type { JobType } from "../modelarts/job";
import type { JobState } from "../modelarts/status";
import type { DeletionPolicy, DesiredState } from "../properties/inputs";
import { encodeOptions } from "../properties/state";
import { assertOptions } from "./options";

/** Arguments that every job has. Invalid arguments fail `pulumi preview`. */
export interface CommonVisualizationJobArgs {
    /**
     * Description of the job, 0–256 characters. Changing this is one call that neither starts nor stops the job.
     * @defaultValue empty for a new job; an adopted job keeps its own
     */
    description?: pulumi.Input<string> | undefined;
    /**
     * The desired run state: `running` starts the job, `stopped` calls the service's stop API. Both wait until the job is
     * in that state. The configuration `modelarts:state: stopped` overrides it for every job of a stack.
     * @defaultValue a new job starts, and from then on its run state is left alone
     */
    state?: pulumi.Input<DesiredState> | undefined;
    /**
     * What deleting the resource does. `delete` stops the job, waits, and deletes it. `stop` stops it, waits, and keeps
     * it. Changing this only changes the state of the stack, and counts for a deletion in the same run.
     * @defaultValue `delete` for a job that the resource created, `stop` for an adopted one
     */
    deletionPolicy?: pulumi.Input<DeletionPolicy> | undefined;
    /**
     * Region of the job. Changing this replaces the job. A job whose program never stated it stays where it is, whatever
     * is configured later; one that states it no longer is replaced where another region is configured.
     * @defaultValue the configured region, `huaweicloud:region`
     */
    region?: pulumi.Input<string> | undefined;
    /**
     * ID of the project that has the job. Changing this replaces the job. A job whose program never stated it stays where
     * it is, as with `region`.
     * @defaultValue the configured project, `huaweicloud:projectId`, else the project with the name of the region
     */
    projectId?: pulumi.Input<string> | undefined;
    /**
     * Do not wait for the desired state. Deleting always waits. Changing this only changes the state of the stack.
     * @defaultValue `false`
     */
    skipAwait?: pulumi.Input<boolean> | undefined;
}

/** Arguments of a job that the resource creates. */
export interface NewVisualizationJobArgs extends CommonVisualizationJobArgs {
    /**
     * OBS folder with the training logs, `/bucket/folder/` or `obs://bucket/folder/`, or a whole bucket, `obs://bucket/`;
     * the last slash is optional. The bucket must be in the region of the job. Required for a new job. Changing this
     * replaces the job.
     */
    trainUrl: pulumi.Input<string>;
    /**
     * Name of the job, 1–20 characters of `A-Z a-z 0-9 _ -`. Changing this replaces the job.
     * @defaultValue the name of the resource and random characters
     */
    name?: pulumi.Input<string> | undefined;
    /**
     * The server that the job runs. Changing this replaces the job.
     * @defaultValue the service's own default, `tensorboard`
     */
    jobType?: pulumi.Input<JobType> | undefined;
    /**
     * Flavor code of the machine, such as `modelarts.vm.cpu.2u`. Changing this replaces the job.
     * @defaultValue the service's choice
     */
    flavor?: pulumi.Input<string> | undefined;
    /**
     * Automatic stop, in whole hours of running time, 1–24. Changing this replaces the job.
     * @defaultValue none: the job runs and is billed until it is stopped
     */
    autoStopHours?: pulumi.Input<number> | undefined;
    /** Only an adopted job has it. */
    visualizationId?: undefined;
}

/** Arguments of an existing job that the resource adopts. */
export interface AdoptedVisualizationJobArgs extends CommonVisualizationJobArgs {
    /**
     * ID of an existing job. The resource adopts this job as it is, and creates none. Excludes `trainUrl`, `name`,
     * `jobType`, `flavor` and `autoStopHours`. Changing this adopts another job.
     */
    visualizationId: pulumi.Input<string>;
    /** An adopted job keeps its own. */
    trainUrl?: undefined;
    /** An adopted job keeps its own. */
    name?: undefined;
    /** An adopted job keeps its own. */
    jobType?: undefined;
    /** An adopted job keeps its own. */
    flavor?: undefined;
    /** An adopted job keeps its own. */
    autoStopHours?: undefined;
}

/**
 * Arguments of a {@link VisualizationJob}: of a new job, which needs `trainUrl`, or of an adopted one, which needs
 * `visualizationId`. Invalid arguments fail `pulumi preview` with the rule in the message.
 */
export type VisualizationJobArgs = NewVisualizationJobArgs | AdoptedVisualizationJobArgs;

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
 * `pulumi up` creates or adopts the job, and starts or stops it; `pulumi destroy` stops it and deletes it. A job that
 * fails or does not reach its desired state in time ends the command with an error, and stays in the state with its ID.
 *
 * The outputs are what the service reported at the last operation or refresh. Nothing that changes by itself, such as the
 * running time, is an output: look it up with {@link getVisualizationJob}.
 *
 * @example
 * ```ts
 * import { VisualizationJob } from "pulumi-modelarts";
 *
 * const board = new VisualizationJob("board", {
 *     trainUrl: "obs://experiments/resnet/logs/",
 *     autoStopHours: 4,
 *     state: "running", // later "stopped": `pulumi up` calls the stop API
 * });
 * export const url = board.serviceUrl;
 * ```
 */
export class VisualizationJob extends pulumi.CustomResource {
    /** ID of the job, a whole number as text. It stays the same over stops and restarts. */
    declare readonly visualizationId: pulumi.Output<string>;
    /** The state of the job at the last operation or refresh. */
    declare readonly state: pulumi.Output<JobState>;
    /** The service's name of that status, such as `RUNNING`. */
    declare readonly status: pulumi.Output<string>;
    /** Name of the job. */
    declare readonly name: pulumi.Output<string>;
    /** Description; empty or `undefined`: there is none. */
    declare readonly description: pulumi.Output<string | undefined>;
    /** OBS folder with the training logs, in the service's spelling, `/bucket/folder/`. */
    declare readonly trainUrl: pulumi.Output<string>;
    /** Address of the board, which opens in a browser while the job runs. The service may report it before and after that too. */
    declare readonly serviceUrl: pulumi.Output<string | undefined>;
    /** When the job was created: ISO 8601, UTC. */
    declare readonly createdAt: pulumi.Output<string | undefined>;
    /** The service's ID of the resource that the job runs on. */
    declare readonly resourceId: pulumi.Output<string | undefined>;
    /** As declared in the program, since no response has it. `undefined`: the default, or an adopted job. */
    declare readonly jobType: pulumi.Output<JobType | undefined>;
    /** As declared in the program, since no response has it. `undefined`: the service's choice, or an adopted job. */
    declare readonly flavor: pulumi.Output<string | undefined>;
    /** Automatic stop in hours of running time, as declared in the program. `undefined`: none, or an adopted job. */
    declare readonly autoStopHours: pulumi.Output<number | undefined>;
    /** What deleting the resource does. */
    declare readonly deletionPolicy: pulumi.Output<DeletionPolicy>;
    /** Region that the job is in. */
    declare readonly region: pulumi.Output<string>;
    /** ID of the project that the job is in. */
    declare readonly projectId: pulumi.Output<string>;
    /** As declared in the program. */
    declare readonly skipAwait: pulumi.Output<boolean | undefined>;

    /**
     * Declares a job. Where `args` has no name, the job gets one from `name`, the name of the resource in the program, and
     * random characters. The option `customTimeouts` bounds `create`, `update` and `delete`, each with all its waiting
     * (default: `modelarts:waitTimeout`, 900 s). The option `deleteBeforeReplace` is `true` unless `opts` says otherwise.
     *
     * @remarks
     * Pulumi tells a dynamic provider of no option, so `customTimeouts` and `replaceOnChanges` count where `opts` has them,
     * and not where a transformation sets them. The plugin is told of both. The options `id` and `import` end the program
     * with an error: they would leave the job as it is, whatever `args` has. The input `visualizationId` adopts a job.
     */
    constructor(name: string, args: VisualizationJobArgs, opts?: pulumi.CustomResourceOptions) {
        // Unit tests with mocks have no engine, and run in any folder.
        if (pulumi.runtime.getEngine() !== undefined) assertInstallation(process.cwd());
        assertOptions(name, opts ?? {});
        const { parent, customTimeouts, replaceOnChanges } = opts ?? {};
        // Each property costs the program time, even an undefined one.
        const properties = {
            ...outputProperties,
            ...args,
            __provider: providerCode,
            ...encodeOptions({ urn: computeUrn(name, parent), timeouts: customTimeouts, replaceOnChanges }),
        };
        // A forced replacement asks no diff: without this option it would create before it deletes.
        super(typeToken, name, properties, { deleteBeforeReplace: true, ...opts });
    }
}

/** Computes the URN: a resource without a parent needs no promise for it. */
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
