import type { Violation } from "./invariants";
import type { Command, ModelResource } from "./model";

/** A fault of the provider that is known, and how a violation of it is told apart. */
export interface KnownFault {
    readonly name: string;
    readonly rules: readonly Violation["rule"][];
    /** Whether a history that ends with the violation shows this fault. */
    readonly appliesTo: (commands: readonly Command[]) => boolean;
}

const disagreements = ["what is declared is so", "what is in a state exists", "no job is lost"] as const;

/** The first one that fits counts. Each disappears when the provider is mended, and then from here. */
export const knownFaults: readonly KnownFault[] = [
    {
        name: "two resources of a program own one job",
        rules: ["one job has one owner"],
        appliesTo: () => true,
    },
    {
        name: "a forced replacement gets the old job, and deletes it",
        rules: disagreements,
        appliesTo: (commands) => commands.some(isForcedReplacement),
    },
    {
        name: "a job is transferred to a resource with another provider process",
        rules: disagreements,
        appliesTo: (commands) =>
            resourcesOf(commands).some(({ explicitProvider }) => explicitProvider === true),
    },
    {
        name: "a resource keeps a former URN",
        rules: disagreements,
        appliesTo: (commands) =>
            resourcesOf(commands).some(({ alias, parent }) => alias !== undefined || parent === true),
    },
    {
        name: "a resource adopts the job of another one, which is removed or adopts another job",
        rules: [...disagreements, "everything comes to where it is declared", "destroy leaves nothing"],
        appliesTo: (commands) =>
            resourcesOf(commands).some(({ adopt }) => adopt !== undefined && "jobOf" in adopt),
    },
];

export function classify({ rule }: Violation, commands: readonly Command[]): KnownFault | undefined {
    return knownFaults.find((fault) => fault.rules.includes(rule) && fault.appliesTo(commands));
}

function isForcedReplacement(command: Command): boolean {
    if (command.kind === "state") return command.edit === "taint";
    if (!("program" in command)) return false;
    const { replace, targetReplace } = command.options;
    const isWatched = command.program.resources.some(
        ({ replaceOnChanges }) => replaceOnChanges !== undefined,
    );
    return replace !== undefined || targetReplace !== undefined || isWatched;
}

function resourcesOf(commands: readonly Command[]): ModelResource[] {
    return commands.flatMap((command) => ("program" in command ? command.program.resources : []));
}
