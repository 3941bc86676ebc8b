/* A resource and its inputs. */
import type { JobType } from "../modelarts/job";
import type { JobLocation } from "../modelarts/location";

/** Placeholder of a value that is unknown before `up`, in every field, fixed by Pulumi's protocol. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The run state that a program may desire. */
export type DesiredState = "running" | "stopped";

/**
 * What deleting a resource does. `delete`: stop the job, wait until it has stopped, delete it. `stop`: stop it, wait, keep
 * it.
 */
export type DeletionPolicy = "delete" | "stop";

/** Inputs after `check`, with the defaults, and with `trainUrl` in the service's spelling. */
export interface Inputs {
    readonly trainUrl?: string;
    readonly name?: string;
    readonly description?: string;
    readonly jobType?: JobType;
    readonly flavor?: string;
    readonly autoStopHours?: number;
    readonly state?: DesiredState;
    readonly visualizationId?: string;
    readonly deletionPolicy?: DeletionPolicy;
    readonly region?: string;
    readonly projectId?: string;
    readonly skipAwait?: boolean;
}

/** Limits of the operations: Go durations, as the option `customTimeouts` has them, or numbers of seconds. */
export type Timeouts = Partial<Record<"create" | "update" | "delete", string | number>>;

/** A resource as the program declares it. */
export interface Resource {
    readonly urn?: string | undefined;
    readonly inputs: Inputs;
    /** The stack-wide switch `modelarts:state`, which overrides the input `state`. */
    readonly stackState?: string | undefined;
    /** The configured location, as far as it is known without a request. */
    readonly configuredLocation?: Partial<JobLocation> | undefined;
    /** The option `customTimeouts`. */
    readonly timeouts?: Timeouts | undefined;
    /** The option `replaceOnChanges`. The dynamic provider applies it itself; for the plugin the engine does. */
    readonly replaceOnChanges?: readonly string[] | undefined;
}

/** A resource before the check. */
export type UncheckedResource = Omit<Resource, "inputs" | "stackState" | "configuredLocation"> & {
    readonly inputs: Readonly<Record<string, unknown>>;
};
