import type { StackOf } from "../world/backends";
import type { Outcome, Program, StateResource, Step } from "../host/engineMessages";
import type { Command, ModelResource } from "../history/model";
import type { ServiceJob } from "../world/services";

/** What one command has done. */
export interface CommandResult {
    readonly command: Command;
    readonly of: StackOf;
    /** The model's resources that were in the program, by the URN of their resource. */
    readonly declarations: ReadonlyMap<string, ModelResource>;
    readonly program?: Program | undefined;
    readonly ok: boolean;
    /** The command ran in the engine. */
    readonly hasRun: boolean;
    /** An edit of the state was refused. */
    readonly isRefused: boolean;
    readonly isInterrupted: boolean;
    /** All texts that a user reads. */
    readonly output: string;
    readonly steps: readonly Step[];
    /** Resources with a job in the state of this stack, after the command. */
    readonly jobsInState: readonly StateResource[];
    /** The jobs of the service, after the command. */
    readonly jobs: readonly ServiceJob[];
    /** Resources with a job in the states of all stacks, before the command. */
    readonly before: readonly StateResource[];
    /** Requests that change something, such as `stop 8992 200`. */
    readonly writes: readonly string[];
}

/** The result of a command that does not run in the engine. */
export const nothing = {
    declarations: new Map<never, never>(),
    ok: true,
    hasRun: false,
    isRefused: false,
    isInterrupted: false,
    output: "",
    steps: [],
    before: [],
    writes: [],
} as const;

export function toOutput({ error, diagnostics }: Outcome): string {
    return [error ?? "", ...diagnostics.map(({ message }) => message)].join("\n");
}
