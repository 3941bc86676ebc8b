import type { StateResource } from "../host/engineMessages";
import { nameOf } from "../player/programs";
import { keyOf } from "../world/services";
import type { Inspection } from "./violation";

/** Finds resources whose job is not what the program declares, or not what the state says, after a whole `up`. */
export function findStateViolations(inspection: Inspection, livingResources: readonly StateResource[]): void {
    const { player, result, report, isAtStake } = inspection;
    const isSwitchedOff = "program" in result.command && result.command.program.allStopped === true;
    for (const resource of livingResources) {
        const { urn, outputs } = resource;
        const key = keyOf(resource) ?? "";
        const declaration = result.declarations.get(urn);
        if (
            declaration === undefined ||
            declaration.skipAwait === true ||
            declaration.ignoreChanges !== undefined
        )
            continue;
        const isShared = livingResources.filter((each) => keyOf(each) === key).length > 1;
        if (isShared || player.expectations.changedJobs.has(key)) continue;
        const job = player.world.services.job(key);
        const status = job?.statusName ?? "deleted";
        const isStopped = /KILLED|STOP|COMPLETED/.test(status);
        const stateText = JSON.stringify(outputs?.["state"]);
        const state = isSwitchedOff ? "stopped" : declaration.state;
        const isSo = state === "running" ? status === "RUNNING" : isStopped || status.includes("FAILED");
        if (state !== undefined) {
            isAtStake("what is declared is so");
            if (!isSo)
                report(
                    "what is declared is so",
                    `${nameOf(urn)} is declared ${state}, its state says ${stateText}, and ${key} is ${status}`,
                );
        } else if (result.writes.some((write) => write.startsWith(`stop ${key} 2`))) {
            isAtStake("no job of the program is stopped");
            if (isStopped)
                report("no job of the program is stopped", `${nameOf(urn)} has ${key}, which is ${status}`);
        }
        if (job === undefined) continue;
        isAtStake("the state says what the service has");
        const description = outputs?.["description"];
        if (typeof description === "string" && description !== job.description)
            report(
                "the state says what the service has",
                `${nameOf(urn)} has the description ${description}, and ${key} ${job.description}`,
            );
        // Without a declared state, a run does not wait for the end of a start.
        const isStarting = state === undefined && stateText === `"starting"`;
        if ((stateText === `"running"`) !== (status === "RUNNING") && !isStarting)
            report(
                "the state says what the service has",
                `${nameOf(urn)} is ${stateText}, and ${key} is ${status}`,
            );
    }
}
