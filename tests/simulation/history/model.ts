import type { Options } from "../../../emulator/src";
import type { NetworkFault } from "../world/simulatedTransport";

/** Where a job is: the configured project, another project of the region, or a project of another region. */
export type Location = "home" | "project" | "region";

/** A job that a program adopts: one that no command of the history has made, or the one that a resource has or had. */
export type AdoptedJob = { readonly foreign: number } | { readonly jobOf: string };

/** A resource of a program, as a person writes it. */
export interface ModelResource {
    readonly name: string;
    /** Without it the resource makes a new job. */
    readonly adopt?: AdoptedJob;
    /** Without it the location is that of the adopted job, or the configured project. `home` has no input for it. */
    readonly location?: Location;
    readonly folder?: string;
    readonly jobName?: string;
    readonly description?: string;
    /** The folder and the description are secrets. */
    readonly secret?: boolean;
    readonly state?: "running" | "stopped";
    readonly deletionPolicy?: "delete" | "stop";
    /** With `elsewhere` its configuration has another project. */
    readonly explicitProvider?: boolean | "elsewhere";
    readonly parent?: boolean;
    readonly alias?: string;
    readonly dependsOn?: string;
    readonly deletedWith?: string;
    readonly replaceWith?: string;
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    readonly ignoreChanges?: readonly string[];
    readonly replaceOnChanges?: readonly string[];
    readonly deleteBeforeReplace?: boolean;
    readonly skipAwait?: boolean;
    /** Seconds of `customTimeouts`. */
    readonly timeout?: number;
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
    /** A refresh compares nothing, as with the variable `PULUMI_ENABLE_LEGACY_REFRESH_DIFF`. */
    readonly legacyRefreshDiff?: boolean;
    readonly parallel: number;
    /** Names of resources of the program or of the state. */
    readonly target?: readonly string[];
    readonly targetDependents?: boolean;
    readonly replace?: readonly string[];
    readonly targetReplace?: readonly string[];
}

/** What a command is run from. Without a field it is the usual machine, folder, backend or stack. */
export interface Workplace {
    readonly stack?: "test";
    readonly backend?: "second";
    readonly machine?: "second";
    /** The program is checked out into a new folder. */
    readonly checkout?: "fresh";
    readonly home?: "none" | "read-only";
}

export type Method = "create" | "update" | "delete" | "read" | "diff" | "check" | "configure";

/**
 * When something happens: after a number of moments of the run, or while the engine waits for a call of this kind, after
 * a number of such moments, by default as soon as the call begins.
 */
export type Moment = { readonly after: number } | { readonly during: Method; readonly moments?: number };

export type Interrupt = Moment & { readonly how: "cancel" | "cancel twice" | "kill" | "kill the provider" };

export type ConsoleAction = "stop" | "restart" | "delete";

/** What happens around a command while it runs. */
export interface Conditions {
    /** Faults of requests, by their probability. */
    readonly faults?: readonly (readonly [probability: number, fault: NetworkFault])[];
    readonly interrupt?: Interrupt;
    /** A colleague changes the job of a resource in the console. */
    readonly meanwhile?: Moment & { readonly action: ConsoleAction; readonly job: AdoptedJob };
    /** A colleague makes a job with the name of a create whose request does not arrive; with `later`, after half a minute. */
    readonly namesake?: "same folder" | "other folder" | "later";
    /** The service shows and lists a new job only after this many seconds. */
    readonly appearsAfter?: number;
    /** The clock of the machine is wrong by so many seconds, for the rest of the command. */
    readonly clockJump?: Moment & { readonly by: number };
}

export type RunCommand = Conditions & {
    readonly kind: "up" | "preview" | "refresh" | "destroy";
    readonly program: ProgramModel;
    readonly options: RunOptions;
    readonly from?: Workplace;
};

export interface StateCommand {
    readonly kind: "state";
    readonly edit: "delete" | "rename" | "move" | "taint" | "untaint" | "protect" | "unprotect";
    readonly of: string;
    readonly to?: string;
    readonly from?: Workplace;
}

/** A change in the console of the service. */
export interface ConsoleCommand {
    readonly kind: "console";
    readonly action: ConsoleAction;
    readonly job: AdoptedJob;
}

/** From here on the service behaves in another way, or the program is configured in another way. */
export interface ServiceCommand {
    readonly kind: "service";
    readonly options?: Partial<Options>;
    readonly authentication?: "keys" | "password";
    /** The configuration has no project, so that the provider looks it up. */
    readonly lookUp?: boolean;
    /** Colleagues delete jobs while a client reads a list of several pages. */
    readonly changingLists?: boolean;
}

/** The command `pulumi import` of a job under a name. */
export interface ImportCommand {
    readonly kind: "import";
    readonly name: string;
    readonly job: AdoptedJob;
    readonly from?: Workplace;
}

/** One step of a history. Jobs and resources have names, so that a history without some of its steps still makes sense. */
export type Command = RunCommand | StateCommand | ConsoleCommand | ServiceCommand | ImportCommand;

/** Returns the command `pulumi up` of a program with these resources. */
export const up = (resources: readonly ModelResource[], more: Partial<RunCommand> = {}): Command => ({
    kind: "up",
    program: { resources },
    options: { parallel: 1 },
    ...more,
});

export const foreignIds = [501, 502, 503] as const;

export function isRun(command: Command): command is RunCommand {
    return "program" in command;
}

export function workplaceOf(command: Command): Workplace {
    return ("from" in command ? command.from : undefined) ?? {};
}
