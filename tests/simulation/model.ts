import type { NetworkFault } from "./simulatedTransport";

/** A job that a program adopts: one that no command of the history has made, or the one that a resource has or had. */
export type AdoptedJob = { readonly foreign: number } | { readonly jobOf: string };

/** A resource of a program, as a person writes it. */
export interface ModelResource {
    readonly name: string;
    /** Left out: the resource makes a new job. */
    readonly adopt?: AdoptedJob;
    readonly folder?: string;
    readonly jobName?: string;
    readonly description?: string;
    readonly state?: "running" | "stopped";
    readonly deletionPolicy?: "delete" | "stop";
    readonly explicitProvider?: boolean;
    readonly parent?: boolean;
    readonly alias?: string;
    readonly dependsOn?: string;
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    readonly ignoreChanges?: readonly string[];
    readonly replaceOnChanges?: readonly string[];
    readonly deleteBeforeReplace?: boolean;
    readonly skipAwait?: boolean;
}

export interface ProgramModel {
    readonly resources: readonly ModelResource[];
    /** The switch `modelarts:state: stopped`. */
    readonly allStopped?: boolean;
}

export interface RunOptions {
    readonly refresh?: boolean;
    readonly runProgram?: boolean;
    readonly continueOnError?: boolean;
    readonly parallel: number;
    /** Names of resources of the program or of the state. */
    readonly target?: readonly string[];
    readonly targetDependents?: boolean;
    readonly replace?: readonly string[];
    readonly targetReplace?: readonly string[];
}

/** One step of a history. Jobs and resources have names, so that a history without some of its steps still makes sense. */
export type Command =
    | {
          readonly kind: "up" | "preview" | "refresh" | "destroy";
          readonly program: ProgramModel;
          readonly options: RunOptions;
          readonly faults?: readonly (readonly [number, NetworkFault])[];
          readonly interrupt?: { readonly after: number; readonly how: "cancel" | "cancel twice" | "kill" };
      }
    | {
          readonly kind: "state";
          readonly edit: "delete" | "rename" | "taint" | "untaint";
          readonly of: string;
          readonly to?: string;
      }
    /** A change in the console of the service. */
    | { readonly kind: "console"; readonly action: "stop" | "restart" | "delete"; readonly job: AdoptedJob };

export const foreignIds = [501, 502, 503] as const;
