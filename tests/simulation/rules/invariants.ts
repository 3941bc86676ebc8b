import { findJobViolations } from "./jobRules";
import { findLimitViolations } from "./limitRules";
import type { CommandResult } from "../player/commandResult";
import type { Player } from "../player/player";
import { findSecretViolations } from "./secretRules";
import type { Inspection, Report, Violation } from "./violation";

/** Finds violations of what must hold after a command, whatever its exit code is. */
export function findViolations(
    player: Player,
    result: CommandResult,
    isAtStake: Inspection["isAtStake"] = () => undefined,
): Violation[] {
    const violations: Violation[] = [];
    const report: Report = (rule, text) => {
        violations.push({ rule, text });
    };
    const inspection = { player, result, report, isAtStake };
    findJobViolations(inspection);
    findLimitViolations(inspection);
    findSecretViolations(inspection);
    return violations;
}
