import type { Violation } from "./violation";
import { type Command, foreignIds, isRun, type Workplace, workplaceOf } from "../history/model";
import type { CommandResult } from "../player/commandResult";
import type { Player } from "../player/player";
import { jobType } from "../player/programs";
import { stackKey } from "../world/backends";

/** What Pulumi does not tell a provider, and what is therefore not promised. */
interface Limit {
    readonly name: string;
    readonly rules: readonly Violation["rule"][];
    readonly appliesTo: (
        commands: readonly Command[],
        player: Player,
        text: string,
        results: readonly CommandResult[],
    ) => boolean;
}

const lossRules = ["no job is lost", "a lost job is named", "destroy leaves nothing"] as const;

const limitsOfPromise: readonly Limit[] = [
    {
        name: "an interrupted run had no home folder to write to",
        rules: lossRules,
        appliesTo: (commands) =>
            commands.some((command) => isBroken(command) && workplaceOf(command).home !== undefined),
    },
    {
        name: "two provider processes had no home folder to share their facts",
        rules: [
            "what is declared is so",
            "no job of the program is stopped",
            "the state says what the service has",
            "what is in a state exists",
            "one job has one owner",
            ...lossRules,
        ],
        // The state may still have the explicit provider.
        appliesTo: (commands) =>
            commands.some((command) => isRun(command) && workplaceOf(command).home !== undefined) &&
            commands.some(
                (command) =>
                    isRun(command) &&
                    command.program.resources.some(({ explicitProvider }) => explicitProvider !== undefined),
            ),
    },
    {
        name: "an interrupted run went on from another machine",
        rules: lossRules,
        appliesTo: (commands) =>
            commands.some(isBroken) && commands.some((command) => workplaceOf(command).machine !== undefined),
    },
    {
        // No call has let the provider know yet that the state has the job.
        name: "a killed run had just created the job that an edit took out of the state",
        rules: ["one job has one owner"],
        appliesTo: (commands) =>
            commands.some(
                (command, index) =>
                    isRun(command) &&
                    command.interrupt?.how.startsWith("kill") === true &&
                    commands
                        .slice(index)
                        .some((later) => later.kind === "state" && /move|rename|delete/.test(later.edit)),
            ),
    },
    {
        name: "a resource was outside of the target",
        rules: [
            "what is declared is so",
            "no job of the program is stopped",
            "one job has one owner",
            // It had a job that a resource in the target adopted, and the next run replaced it.
            "what is in a state exists",
            // Its state does not know that the other one has stopped the job.
            "the state says what the service has",
            ...lossRules,
        ],
        appliesTo: (commands) =>
            commands.some(
                (command) =>
                    isRun(command) &&
                    (command.options.target !== undefined || command.options.targetReplace !== undefined),
            ),
    },
    {
        // `pulumi import` checks no other resource. The next `up` warns, or replaces the imported one and removes its job.
        name: "a job was imported that another resource had",
        rules: ["one job has one owner", "what is in a state exists", "what is declared is so"],
        appliesTo: (commands, _, text) =>
            commands.some(
                (command) =>
                    command.kind === "import" &&
                    ("jobOf" in command.job || text.includes(String(foreignIds[command.job.foreign]))),
            ),
    },
    {
        name: "a colleague made the same job with the same name",
        rules: ["nothing foreign is touched", ...lossRules],
        appliesTo: (commands, _, text) =>
            /[ /]7\d\d /.test(text) &&
            commands.some((command) => isRun(command) && /same folder|later/.test(command.namesake ?? "")),
    },
    {
        // No record of that job is here, and within two seconds the times do not tell whose job it is.
        name: "the same job was made a moment before, with other records",
        rules: ["one job has one owner"],
        appliesTo: (commands, _, text, results) =>
            areNamedAlike(commands, /^\S+ is of (\S+) and (\S+)$/.exec(text)?.slice(1) ?? []) &&
            commands.some((command) => hasOtherRecords(workplaceOf(command))) &&
            results.some(({ writes }) => writes.some((write) => /^create .*[45]\d\d$/.test(write))),
    },
    {
        // The engine itself names the create that was interrupted, by its URN.
        name: "a killed create, and no call about any job in the later runs of the stack",
        rules: ["destroy leaves nothing", "a lost job is named"],
        appliesTo: (_, player, __, results) =>
            results.some((killedRun, index) => {
                const isOfStack = ({ hasRun, of }: CommandResult): boolean =>
                    hasRun && stackKey(of) === stackKey(killedRun.of);
                const later = results.slice(index + 1).filter(isOfStack);
                // This run or an earlier one has created the job, which this one was to go on with.
                const isCreate = results
                    .slice(0, index + 1)
                    .filter(isOfStack)
                    .some(
                        (run) =>
                            run.isInterrupted && run.writes.some((write) => /^create .*200$/.test(write)),
                    );
                const type = jobType(player.provider);
                // A refresh that runs the program calls no provider for a resource that the state does not have, nor does a
                // delete for one that keeps its job.
                const isSilent = ({ steps, jobsInState, before }: CommandResult): boolean =>
                    steps
                        .filter(({ urn }) => urn.includes(type))
                        .every(({ op, urn }) =>
                            op === "delete"
                                ? before.some((job) => job.urn === urn && job.retainOnDelete === true)
                                : op === "same" && !jobsInState.some((job) => job.urn === urn),
                        );
                return killedRun.isInterrupted && isCreate && later.every(isSilent);
            }),
    },
    {
        // Pulumi's own check of the state: `refresh --run-program` keeps a resource twice that an alias renames, and the
        // option `replaceWith` keeps the URN that its resource had before an alias.
        name: "the engine refused its own state",
        rules: ["the simulation goes on", "what is in a state exists"],
        // A run whose last state it refuses has perhaps deleted a job that the state still has.
        appliesTo: (_, __, text, results) =>
            [text, results.at(-1)?.output ?? ""].some((each) =>
                /duplicate resource|is specified as being replaced with .* which is missing/.test(each),
            ),
    },
    {
        name: "an assertion of the engine failed",
        rules: ["the simulation goes on"],
        appliesTo: (_, __, text) => text.includes("panic: fatal: An assertion has failed"),
    },
    {
        name: "the engine hung after an error, which it was to continue on",
        rules: lossRules,
        appliesTo: (_, player) => player.world.hasHung,
    },
];

/** Finds the limit of the promise behind a violation. */
export function outsideOf(
    { rule, text }: Violation,
    player: Player,
    results: readonly CommandResult[],
): string | undefined {
    const commands = results.map(({ command }) => command);
    return limitsOfPromise.find(
        (limit) => limit.rules.includes(rule) && limit.appliesTo(commands, player, text, results),
    )?.name;
}

/** Checks whether the jobs of two resources have had one name. */
function areNamedAlike(commands: readonly Command[], [one, other]: readonly string[]): boolean {
    const resources = commands.filter(isRun).flatMap(({ program }) => program.resources);
    const jobNamesOf = (resource: string | undefined): string[] =>
        resources.filter(({ name }) => name === resource).map(({ name, jobName }) => jobName ?? name);
    const names = jobNamesOf(one);
    return jobNamesOf(other).some((name) => names.includes(name));
}

function hasOtherRecords({ home, machine }: Workplace): boolean {
    return home !== undefined || machine !== undefined;
}

function isBroken(command: Command): boolean {
    return isRun(command) && (command.interrupt !== undefined || command.faults !== undefined);
}
