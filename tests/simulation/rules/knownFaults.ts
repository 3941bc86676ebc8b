import type { Violation } from "./violation";
import { type Command, isRun, type ModelResource, type RunCommand } from "../history/model";

/** A violation, and the commands up to the one after which it was found. */
interface Finding {
    readonly text: string;
    readonly commands: readonly Command[];
    readonly runs: readonly RunCommand[];
    readonly resources: readonly ModelResource[];
}

/** A fault of the provider that is known, and how a violation of it is recognized. */
export interface KnownFault {
    readonly name: string;
    readonly rules: readonly Violation["rule"][];
    readonly appliesTo: (finding: Finding) => boolean;
    /** It takes more commands than the fixed seeds have. */
    readonly isRare?: true;
}

/** The first one that fits counts. A fault leaves this list when the provider is mended. */
export const knownFaults: readonly KnownFault[] = [];

export function classify({ rule, text }: Violation, commands: readonly Command[]): KnownFault | undefined {
    const runs = commands.filter(isRun);
    const resources = runs.flatMap(({ program }) => program.resources);
    const finding = { text, commands, runs, resources };
    return knownFaults.find((fault) => fault.rules.includes(rule) && fault.appliesTo(finding));
}
