import type { CommandResult } from "../player/commandResult";
import type { Player } from "../player/player";
import { locations, type ServiceJob } from "../world/services";

export const rules = [
    "no job is lost",
    "what is declared is so",
    "no job of the program is stopped",
    "the state says what the service has",
    "what is in a state exists",
    "what is to be kept is not deleted",
    "nothing foreign is touched",
    "one job has one owner",
    "an error is true",
    "an operation has its time",
    "an operation ends in time",
    "few requests are enough",
    "nothing is sent after a cancel",
    "no secret is shown",
    "everything comes to where it is declared",
    "the second up has nothing to do",
    "a lost job is named",
    "destroy leaves nothing",
    // The simulation itself failed.
    "the simulation goes on",
] as const;

export interface Violation {
    readonly rule: (typeof rules)[number];
    readonly text: string;
}

/** Adds a violation of a rule. */
export type Report = (rule: Violation["rule"], text: string) => void;

/** What a rule reads. `isAtStake` notes that what happened could have violated the rule. */
export interface Inspection {
    readonly player: Player;
    readonly result: CommandResult;
    readonly report: Report;
    readonly isAtStake: (rule: Violation["rule"]) => void;
}

/** Checks whether a line of the output names the job and its project, and says what a user can do with it. */
export function isNamedIn(
    output: string,
    { id, name, location }: Pick<ServiceJob, "id" | "name" | "location">,
): boolean {
    return output
        .split("\n")
        .some(
            (line) =>
                (line.includes(id) || line.includes(name)) &&
                line.includes(locations[location].projectId) &&
                /visualizationId|console/.test(line),
        );
}
