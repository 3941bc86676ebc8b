import type { EndedCall } from "../world/callGate";
import type { Inspection } from "./violation";
import { isOwn } from "./jobRules";
import { isRun } from "../history/model";
import { nameOf, waitTimeout } from "../player/programs";
import { locationNames, locationOf, locations } from "../world/services";

/** Seconds that an operation may take longer than its limit: a request under way, and one poll afterwards. */
const margin = 60;
const maxRequests = 600;
const limitedMethods = /^(?:create|update|delete|read)$/;

/** Finds violations of what must hold of the time and the requests that a command takes. */
export function findLimitViolations(inspection: Inspection): void {
    const { player, result, report, isAtStake } = inspection;
    if (!result.hasRun) return;
    const { world } = player;
    const { command, declarations } = result;
    const hasJump = isRun(command) && command.clockJump !== undefined;
    for (const call of world.endedCalls) {
        const { method, urn, seconds } = call;
        if (!limitedMethods.test(method)) continue;
        findWrongError(inspection, call);
        findEarlyEnd(inspection, call);
        isAtStake("an operation ends in time");
        const limit = Math.max(waitTimeout, declarations.get(urn)?.timeout ?? 0);
        if (seconds > limit + margin)
            report(
                "an operation ends in time",
                `${method} of ${nameOf(urn)} took ${Math.round(seconds)} seconds${hasJump ? ", in which the clock was set" : ""}`,
            );
    }
    const { count: requestCount, requestsAfterCancel } = world.network;
    if (requestCount > maxRequests) report("few requests are enough", `${requestCount} requests`);
    if (world.cancelCount > 0) isAtStake("nothing is sent after a cancel");
    const [request] = requestsAfterCancel;
    if (player.provider === "plugin" && request !== undefined)
        report("nothing is sent after a cancel", request);
}

/** Finds an error that says that there is no job, although there is one. */
function findWrongError({ player, result, report, isAtStake }: Inspection, { error, urn }: EndedCall): void {
    const id = /no such job/.test(error) ? /\((\d+)\)/.exec(error)?.[1] : undefined;
    if (id === undefined) return;
    isAtStake("an error is true");
    // A program may name a job that is so new that it is found a little later, as the error says. Nothing has changed.
    if (/adopt .* may be found a little later/.test(error)) return;
    // A program may adopt another job than the one that the state has.
    const resource = error.includes("Could not adopt")
        ? undefined
        : result.jobsInState.find((each) => each.urn === urn && each.id === id);
    const location =
        resource === undefined
            ? locationNames.find((name) => error.includes(locations[name].projectId))
            : locationOf(resource);
    const existingJob = player.world.services.jobs.find(
        (job) => job.id === id && job.location === (location ?? job.location),
    );
    if (existingJob !== undefined && (location !== undefined || isOwn({ id })))
        report("an error is true", `${existingJob.key} is ${existingJob.statusName}: ${error}`);
}

/** Finds an operation that waits for less time than its own limit, whatever other ones have. */
function findEarlyEnd({ player, result, report }: Inspection, call: EndedCall): void {
    const after = /after (\d+(?:\.\d+)?) s its status/.exec(call.error)?.[1];
    const declaration = result.declarations.get(call.urn);
    if (after === undefined || declaration === undefined) return;
    // What is deleted may be an earlier resource of that name, with the limit that it had.
    const { shortestLimits } = player.expectations;
    const shortest = call.method === "delete" ? shortestLimits.get(nameOf(call.urn)) : undefined;
    const limit = shortest ?? declaration.timeout ?? waitTimeout;
    if (Number(after) < limit)
        report("an operation has its time", `${call.method} ended after ${after} seconds`);
}
