import { stackKey } from "../world/backends";
import type { StateResource } from "../host/engineMessages";
import { findStateViolations } from "./stateRules";
import { type Inspection, isNamedIn } from "./violation";
import type { CommandResult } from "../player/commandResult";
import type { Player } from "../player/player";
import { jobType, nameOf } from "../player/programs";
import { jobKeys, keyOf, type ServiceJob } from "../world/services";

/** Finds violations of what must hold of the jobs of the service and of the states. */
export function findJobViolations(inspection: Inspection): void {
    const { player, result } = inspection;
    findLostJobs(inspection);
    findForeignWrites(inspection);
    findSharedJobs(inspection);
    findAbandonedJobs(inspection);
    findWrongDeletes(inspection);
    const livingResources = livingResourcesOf(result);
    if (result.hasRun && !result.isInterrupted && !isWholeDestroy(result))
        findDeletedJobs(inspection, livingResources);
    if (isWholeUp(result) && !player.world.hasHung) findStateViolations(inspection, livingResources);
}

/** Checks whether a program or a resource has made a job, and not a colleague. */
export function isOwn({ id }: Pick<ServiceJob, "id">): boolean {
    return Number(id) >= 1000;
}

function livingResourcesOf({ jobsInState }: CommandResult): readonly StateResource[] {
    return jobsInState.filter((resource) => isLiving(resource) && resource.id !== undefined);
}

/** Checks whether a resource has its job, and has not given it up for a replacement. */
function isLiving({ delete: isOld, pendingReplacement }: StateResource): boolean {
    return isOld !== true && pendingReplacement !== true;
}

/** Checks whether a command is a successful `up` of all resources. */
function isWholeUp({ hasRun, ok, command }: CommandResult): boolean {
    if (!hasRun || !ok || command.kind !== "up") return false;
    return command.options.target === undefined && command.options.targetReplace === undefined;
}

/** Checks whether a command is a `destroy` of all resources, which leaves none its job. It may fail half way. */
function isWholeDestroy({ command }: CommandResult): boolean {
    return command.kind === "destroy" && command.options.target === undefined;
}

/** Lists the jobs in no state that the user has not taken out on purpose. */
export function jobsWithoutState(player: Player): readonly ServiceJob[] {
    const keysInState = new Set(player.jobsInState().map(keyOf));
    return player.world.services.jobs.filter(
        (job) => isOwn(job) && !keysInState.has(job.key) && !player.expectations.releasedJobs.has(job.key),
    );
}

function findLostJobs({ player, result: { output }, report, isAtStake }: Inspection): void {
    const records = player.world.machines.texts().join("\n");
    const { reportedJobs } = player.expectations;
    // The engine calls no provider when the second half of a replacement takes the old job out of the state.
    for (const resource of player.jobsInState().filter(({ pendingReplacement }) => pendingReplacement)) {
        const job = player.world.services.job(keyOf(resource) ?? "");
        if (job !== undefined && isNamedIn(output, job)) reportedJobs.add(job.key);
    }
    for (const job of jobsWithoutState(player)) {
        const { key, id, name, statusName } = job;
        isAtStake("no job is lost");
        const isRecorded = records.includes(`"${name}"`) || records.includes(`"${id}"`);
        if (isNamedIn(output, job)) reportedJobs.add(key);
        if (!reportedJobs.has(key) && !isRecorded)
            report("no job is lost", `${name} (${key}) is ${statusName} and in no state`);
    }
}

/** Finds adopted jobs that no resource has any more and that are not stopped. */
function findAbandonedJobs({ player, result, report, isAtStake }: Inspection): void {
    const { before, isInterrupted, command } = result;
    if (isInterrupted || command.kind === "refresh") return;
    const keysInStates = new Set(jobKeys(player.jobsInState()));
    for (const key of jobKeys(before).filter((each) => !keysInStates.has(each))) {
        const { releasedJobs, changedJobs } = player.expectations;
        const job = player.world.services.job(key);
        if (job === undefined || isOwn(job) || releasedJobs.has(key) || changedJobs.has(key)) continue;
        isAtStake("no job is lost");
        if (job.statusName === "RUNNING" && !isNamedIn(result.output, job))
            report("no job is lost", `${job.name} (${key}) is RUNNING and has left the state`);
    }
}

/** Finds jobs that were deleted although neither the state nor the program of their resources says so. */
function findWrongDeletes({ result: { before, declarations, writes }, report, isAtStake }: Inspection): void {
    const toKeep = before.filter(({ inputs, outputs, initErrors, urn }) => {
        const isAdopted = inputs?.["visualizationId"] !== undefined;
        const usual = isAdopted ? "stop" : "delete";
        const now = [...declarations].filter(
            ([declaredUrn, { name, alias }]) => declaredUrn === urn || [name, alias].includes(nameOf(urn)),
        );
        const policies = [
            inputs?.["deletionPolicy"] ?? usual,
            // An update whose job did not start has recorded the policy of its program.
            ...(initErrors === undefined ? [] : [outputs?.["deletionPolicy"] ?? usual]),
            ...now.map(([, { deletionPolicy, adopt }]) => deletionPolicy ?? (adopt ? "stop" : "delete")),
        ];
        return policies.every((policy) => policy === "stop");
    });
    for (const key of new Set(jobKeys(toKeep))) {
        isAtStake("what is to be kept is not deleted");
        const isElsewhere = before.some((each) => keyOf(each) === key && !toKeep.includes(each));
        if (!isElsewhere && writes.some((write) => write.startsWith(`delete ${key} 2`)))
            report("what is to be kept is not deleted", `${key} was deleted`);
    }
}

function findForeignWrites({ player, result: { writes }, report, isAtStake }: Inspection): void {
    for (const write of writes) {
        const [, key = ""] = write.split(" ");
        const id = key.split("/").at(-1) ?? "";
        if (id === "" || isOwn({ id })) continue;
        isAtStake("nothing foreign is touched");
        if (!player.expectations.namedJobs.has(key)) report("nothing foreign is touched", write);
    }
}

function findSharedJobs({ player, result, report, isAtStake }: Inspection): void {
    const owners = new Map<string, Owner>();
    const stack = stackKey(result.of);
    if (isWholeUp(result)) player.expectations.endSharing(stack);
    const livingResources = livingResourcesOf(result).map((resource) => ({ resource, stack }));
    const others = [...player.backends.resources].flatMap(([of, resources]) =>
        resources
            .filter(({ type }) => type === jobType(player.provider))
            .filter((resource) => isOwn({ id: resource.id ?? "" }) && isLiving(resource))
            .filter((resource) => !livingResources.some((each) => each.resource === resource))
            .map((resource) => ({ resource, stack: of })),
    );
    for (const owner of [...livingResources, ...others]) {
        const { resource } = owner;
        const key = keyOf(resource) ?? "";
        const other = owners.get(key);
        owners.set(key, owner);
        isAtStake("one job has one owner");
        if (other === undefined) continue;
        // A run that has failed may have left a job between two resources.
        // An edit of the state calls no provider at all.
        const isEdited = result.command.kind === "state";
        const isSaid = !result.ok || isEdited || result.output.includes("belongs to one resource");
        const isOfThisStack = livingResources.includes(other) || livingResources.includes(owner);
        if (isSaid && (isOfThisStack || isEdited)) {
            // A move of a state has brought them together in the other stack.
            player.expectations.sharedJobs.set(key, isEdited ? owner.stack : stack);
            // The state of each of them does not have what the other one does to the job.
            player.expectations.changedJobs.add(key);
        }
        const isExcused =
            player.expectations.sharedJobs.has(key) ||
            isPassing(result, other.resource.urn, resource.urn) ||
            isAdoptedFromStack(other, owner);
        if (!isExcused)
            report(
                "one job has one owner",
                `${key} is of ${nameOf(other.resource.urn)} and ${nameOf(resource.urn)}`,
            );
    }
}

/** A resource and the stack that has it. */
interface Owner {
    readonly resource: StateResource;
    readonly stack: string;
}

/** Checks whether a program has adopted the job of another stack, which the provider cannot know. */
function isAdoptedFromStack(one: Owner, other: Owner): boolean {
    const isAdopted = ({ resource }: Owner): boolean => resource.inputs?.["visualizationId"] !== undefined;
    return one.stack !== other.stack && (isAdopted(one) || isAdopted(other));
}

/** Checks whether one of two resources of the stack has not left the state yet. */
function isPassing({ declarations, jobsInState }: CommandResult, one: string, other: string): boolean {
    const isHere = (urn: string): boolean => jobsInState.some((resource) => resource.urn === urn);
    return isHere(one) && isHere(other) && !(declarations.has(one) && declarations.has(other));
}

function findDeletedJobs(
    { player, result, report, isAtStake }: Inspection,
    livingResources: readonly StateResource[],
): void {
    for (const resource of livingResources) {
        const key = keyOf(resource) ?? "";
        isAtStake("what is in a state exists");
        if (
            !player.expectations.sharedJobs.has(key) &&
            // The state keeps a job whose delete could not be confirmed.
            !(resource.id !== undefined && !result.ok && result.output.includes(resource.id)) &&
            player.world.services.job(key) === undefined &&
            result.writes.some((write) => write.startsWith(`delete ${key} 2`))
        )
            report(
                "what is in a state exists",
                `${nameOf(resource.urn)} has ${key}, which this command has deleted`,
            );
    }
}
