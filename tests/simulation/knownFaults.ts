import type { Violation } from "./violation";
import { type Command, isRun, type ModelResource, type RunCommand, workplaceOf } from "./model";

/** A violation, and the commands up to the one after which it was found. */
interface Sight {
    readonly text: string;
    readonly commands: readonly Command[];
    readonly runs: readonly RunCommand[];
    readonly resources: readonly ModelResource[];
}

/** A fault of the provider that is known, and how a violation of it is told apart. */
export interface KnownFault {
    readonly name: string;
    readonly rules: readonly Violation["rule"][];
    readonly appliesTo: (sight: Sight) => boolean;
    /** It takes more commands than the fixed seeds have. */
    readonly isRare?: true;
}

const lost = ["no job is lost", "a lost job is named", "destroy leaves nothing"] as const;
const disagreements = [
    "what is declared is so",
    "no job of the program is stopped",
    "the state says what the service has",
    "what is in a state exists",
] as const;
const unrest = ["everything comes to where it is declared", "the second up has nothing to do"] as const;

/** The first one that fits counts. Each disappears when the provider is mended, and then from here. */
export const knownFaults: readonly KnownFault[] = [
    {
        // A record has the whole specification of the job.
        name: "a pending create record has secret inputs",
        rules: ["no secret is shown"],
        appliesTo: ({ text }) => text.includes("in the files"),
    },
    {
        // The record of a create that was given up stays open, so that its time grows.
        name: "a job that a colleague made after a lost create is adopted",
        isRare: true,
        rules: ["nothing foreign is touched"],
        appliesTo: ({ runs }) => runs.some(({ namesake }) => namesake === "later"),
    },
    {
        // Only name and time are compared.
        name: "a lost create adopts another job of the same name",
        rules: ["nothing foreign is touched", "one job has one owner"],
        appliesTo: ({ runs, text }) =>
            / 7\d\d /.test(text) ||
            (text.includes(" is of ") &&
                runs.some(({ faults }) => faults !== undefined) &&
                namesOf(text).every((name) => isMade(runs, name))),
    },
    {
        // A record is named by folder and URN only, and stays after the run.
        name: "a pending create record is used by another backend",
        rules: ["one job has one owner", ...disagreements, ...lost],
        appliesTo: ({ commands }) => commands.some((each) => workplaceOf(each).backend !== undefined),
    },
    {
        // Delete and create have one URN, and create finds the job that delete is about to delete.
        name: "a forced replacement gets the old job, and deletes it",
        rules: [...disagreements, ...lost],
        appliesTo: ({ commands }) => commands.some(isForcedReplacement),
    },
    {
        // A record outlives its create, and is found under the former URN.
        name: "a resource under a former URN gets the job of the renamed one",
        rules: ["one job has one owner"],
        appliesTo: ({ text, resources }) =>
            namesOf(text).some((name) => resources.some(({ alias }) => alias === name)),
    },
    {
        name: "two resources of a program own one job",
        rules: ["one job has one owner"],
        appliesTo: ({ resources }) => resources.some(({ adopt }) => adopt !== undefined),
    },
    {
        // The taker is known only when it is registered, and it waits for the resource that it depends on.
        name: "a job is stopped before the resource that adopts it is registered",
        rules: disagreements,
        appliesTo: ({ runs }) => {
            const { program, options } = runs.at(-1) ?? {};
            return (
                program?.resources.some(
                    ({ adopt, dependsOn }) =>
                        adopt !== undefined && (options?.parallel === 1 || dependsOn !== undefined),
                ) === true
            );
        },
    },
    {
        // An owner without a location is taken for the owner at every location.
        name: "an owner without a location has that number everywhere",
        isRare: true,
        rules: [...lost, ...unrest, ...disagreements],
        appliesTo: ({ resources }) =>
            resources.some(({ place }) => place === "home") &&
            resources.some(({ place }) => place === "project" || place === "region"),
    },
    {
        // Delete finds the owner by the URN in the outputs, which an alias does not change.
        name: "a job is looked up by the former URN of its resource",
        rules: [...disagreements, ...lost],
        appliesTo: ({ resources }) =>
            resources.some(({ alias, parent }) => alias !== undefined || parent === true),
    },
    {
        // A declaration to adopt counts as ownership, whatever becomes of it.
        name: "a job is left to a resource that does not get it",
        isRare: true,
        rules: lost,
        appliesTo: ({ resources }) => resources.some(({ adopt }) => adopt !== undefined && "jobOf" in adopt),
    },
    {
        // There is one record for a URN, and no word about the job in it.
        name: "a pending create record is overwritten, or never named",
        isRare: true,
        rules: lost,
        appliesTo: ({ runs }) =>
            runs.some(({ interrupt, faults }) => interrupt !== undefined || faults !== undefined),
    },
    {
        // Each explicit provider is a process, and processes do not know each other's owners.
        name: "a job is transferred to a resource with another provider process",
        rules: disagreements,
        appliesTo: ({ resources }) =>
            resources.some(
                ({ explicitProvider }) => explicitProvider === true || explicitProvider === "elsewhere",
            ),
    },
];

export function classify({ rule, text }: Violation, commands: readonly Command[]): KnownFault | undefined {
    const runs = commands.filter(isRun);
    const resources = runs.flatMap(({ program }) => program.resources);
    const sight = { text, commands, runs, resources };
    return knownFaults.find((fault) => fault.rules.includes(rule) && fault.appliesTo(sight));
}

/** The resources that a text such as `8995 is of a and b` names. */
function namesOf(text: string): string[] {
    return /is of (\S+) and (\S+)/.exec(text)?.slice(1) ?? [];
}

/** Whether a resource has made its job, in the last program that has the resource. */
function isMade(runs: readonly RunCommand[], name: string): boolean {
    const last = runs.flatMap(({ program }) => program.resources.filter((each) => each.name === name)).at(-1);
    return last !== undefined && last.adopt === undefined;
}

function isForcedReplacement(command: Command): boolean {
    if (command.kind === "state") return command.edit === "taint";
    if (!isRun(command)) return false;
    const { replace, targetReplace } = command.options;
    const isWatched = command.program.resources.some(
        ({ replaceOnChanges, replaceWith }) => replaceOnChanges !== undefined || replaceWith !== undefined,
    );
    return replace !== undefined || targetReplace !== undefined || isWatched;
}
