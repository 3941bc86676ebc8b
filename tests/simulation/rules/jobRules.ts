import { stackKey } from "../world/backends";
import type { StateResource } from "../host/engineMessages";
import { type Inspection, isNamedIn } from "./violation";
import type { Played } from "../player/commandResult";
import type { Player } from "../player/player";
import { jobType, nameOf } from "../player/programs";
import { jobKeys, keyOf, type ServiceJob } from "../world/services";

/** What must hold of the jobs of the service and of the states. */
export function findJobViolations(inspection: Inspection): void {
    const { player, played } = inspection;
    findLostJobs(inspection);
    findForeignWrites(inspection);
    findSharedJobs(inspection);
    findRunningLeft(inspection);
    findWrongDeletes(inspection);
    const living = livingOf(played);
    if (played.hasRun && !played.isInterrupted && !isWholeDestroy(played))
        findDeletedJobs(inspection, living);
    if (isWholeUp(played) && !player.world.hasHung) findUndeclared(inspection, living);
}

/** A job that a program or a resource has made, not a colleague. */
export function isOwn({ id }: Pick<ServiceJob, "id">): boolean {
    return Number(id) >= 1000;
}

function livingOf({ jobsInState }: Played): readonly StateResource[] {
    return jobsInState.filter((resource) => isLiving(resource) && resource.id !== undefined);
}

/** The resource has its job, and has not given it up for a replacement. */
function isLiving({ delete: isOld, pendingReplacement }: StateResource): boolean {
    return isOld !== true && pendingReplacement !== true;
}

/** A successful `up` of all resources. */
function isWholeUp({ hasRun, ok, command }: Played): boolean {
    if (!hasRun || !ok || command.kind !== "up") return false;
    return command.options.target === undefined && command.options.targetReplace === undefined;
}

/** A `destroy` of all resources, which leaves none its job. It may fail half way. */
function isWholeDestroy({ command }: Played): boolean {
    return command.kind === "destroy" && command.options.target === undefined;
}

/** Jobs in no state that the user has not taken out on purpose. */
export function jobsWithoutState(player: Player): readonly ServiceJob[] {
    const keysInState = new Set(player.jobsInState().map(keyOf));
    return player.world.services.jobs.filter(
        (job) => isOwn(job) && !keysInState.has(job.key) && !player.expectations.released.has(job.key),
    );
}

function findLostJobs({ player, played: { output }, report, isAtStake }: Inspection): void {
    const records = player.world.machines.texts().join("\n");
    for (const job of jobsWithoutState(player)) {
        const { key, id, name, statusName } = job;
        isAtStake("no job is lost");
        const isRecorded = records.includes(`"${name}"`) || records.includes(`"${id}"`);
        const { reported } = player.expectations;
        if (isNamedIn(output, job)) reported.add(key);
        if (!reported.has(key) && !isRecorded)
            report("no job is lost", `${name} (${key}) is ${statusName} and in no state`);
    }
}

/** An adopted job that no resource has any more is stopped. */
function findRunningLeft({ player, played, report, isAtStake }: Inspection): void {
    const { before, isInterrupted, command } = played;
    if (isInterrupted || command.kind === "refresh") return;
    const keysInStates = new Set(jobKeys(player.jobsInState()));
    for (const key of jobKeys(before).filter((each) => !keysInStates.has(each))) {
        const { released, changed } = player.expectations;
        const job = player.world.services.job(key);
        if (job === undefined || isOwn(job) || released.has(key) || changed.has(key)) continue;
        isAtStake("no job is lost");
        if (job.statusName === "RUNNING" && !isNamedIn(played.output, job))
            report("no job is lost", `${job.name} (${key}) is RUNNING and has left the state`);
    }
}

/** A job is deleted only where the state or the program of one of its resources says so. */
function findWrongDeletes({ played: { before, declared, writes }, report, isAtStake }: Inspection): void {
    const toKeep = before.filter(({ inputs, urn }) => {
        const isAdopted = inputs?.["visualizationId"] !== undefined;
        const usual = isAdopted ? "stop" : "delete";
        const now = [...declared].filter(
            ([declaredUrn, { name, alias }]) => declaredUrn === urn || [name, alias].includes(nameOf(urn)),
        );
        const policies = [
            inputs?.["deletionPolicy"] ?? usual,
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

function findForeignWrites({ player, played: { writes }, report, isAtStake }: Inspection): void {
    for (const write of writes) {
        const [, key = ""] = write.split(" ");
        const id = key.split("/").at(-1) ?? "";
        if (id === "" || isOwn({ id })) continue;
        isAtStake("nothing foreign is touched");
        if (!player.expectations.named.has(key)) report("nothing foreign is touched", write);
    }
}

function findSharedJobs({ player, played, report, isAtStake }: Inspection): void {
    const owners = new Map<string, Owner>();
    const stack = stackKey(played.of);
    if (isWholeUp(played)) player.expectations.endShared(stack);
    const living = livingOf(played).map((resource) => ({ resource, stack }));
    const others = [...player.backends.resources].flatMap(([of, resources]) =>
        resources
            .filter(({ type }) => type === jobType(player.provider))
            .filter((resource) => isOwn({ id: resource.id ?? "" }) && isLiving(resource))
            .filter((resource) => !living.some((each) => each.resource === resource))
            .map((resource) => ({ resource, stack: of })),
    );
    for (const owner of [...living, ...others]) {
        const { resource } = owner;
        const key = keyOf(resource) ?? "";
        const other = owners.get(key);
        owners.set(key, owner);
        isAtStake("one job has one owner");
        if (other === undefined) continue;
        // A run that has failed may have left a job on its way to another resource.
        // Nor does an edit of the state ask a provider.
        const isEdited = played.command.kind === "state";
        const isSaid = !played.ok || isEdited || played.output.includes("belongs to one resource");
        const isOfThisStack = living.includes(other) || living.includes(owner);
        if (isSaid && (isOfThisStack || isEdited)) {
            // A move of a state has brought them together in the other stack.
            player.expectations.shared.set(key, isEdited ? owner.stack : stack);
            // What one of them does to the job, the state of the other one does not have.
            player.expectations.changed.add(key);
        }
        const isExcused =
            player.expectations.shared.has(key) ||
            isPassing(played, other.resource.urn, resource.urn) ||
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

/** A program may name the job of another stack, which it cannot know. */
function isAdoptedFromStack(one: Owner, other: Owner): boolean {
    const isAdopted = ({ resource }: Owner): boolean => resource.inputs?.["visualizationId"] !== undefined;
    return one.stack !== other.stack && (isAdopted(one) || isAdopted(other));
}

/** Whether one of two resources of the stack has not left the state yet. */
function isPassing({ declared, jobsInState }: Played, one: string, other: string): boolean {
    const isHere = (urn: string): boolean => jobsInState.some((resource) => resource.urn === urn);
    return isHere(one) && isHere(other) && !(declared.has(one) && declared.has(other));
}

function findDeletedJobs(
    { player, played, report, isAtStake }: Inspection,
    living: readonly StateResource[],
): void {
    for (const resource of living) {
        const key = keyOf(resource) ?? "";
        isAtStake("what is in a state exists");
        if (
            !player.expectations.shared.has(key) &&
            // The state keeps a job whose delete could not be confirmed.
            !(resource.id !== undefined && !played.ok && played.output.includes(resource.id)) &&
            player.world.services.job(key) === undefined &&
            played.writes.some((write) => write.startsWith(`delete ${key} 2`))
        )
            report(
                "what is in a state exists",
                `${nameOf(resource.urn)} has ${key}, which this command has deleted`,
            );
    }
}

function findUndeclared(inspection: Inspection, living: readonly StateResource[]): void {
    const { player, played, report, isAtStake } = inspection;
    const isSwitchedOff = "program" in played.command && played.command.program.allStopped === true;
    for (const resource of living) {
        const { urn, outputs } = resource;
        const key = keyOf(resource) ?? "";
        const declared = played.declared.get(urn);
        if (declared === undefined || declared.skipAwait === true || declared.ignoreChanges !== undefined)
            continue;
        const isShared = living.filter((each) => keyOf(each) === key).length > 1;
        if (isShared || player.expectations.changed.has(key)) continue;
        const job = player.world.services.job(key);
        const status = job?.statusName ?? "deleted";
        const isStopped = /KILLED|STOP|COMPLETED/.test(status);
        const says = JSON.stringify(outputs?.["state"]);
        const state = isSwitchedOff ? "stopped" : declared.state;
        const isSo = state === "running" ? status === "RUNNING" : isStopped || status.includes("FAILED");
        if (state !== undefined) {
            isAtStake("what is declared is so");
            if (!isSo)
                report(
                    "what is declared is so",
                    `${nameOf(urn)} is declared ${state}, its state says ${says}, and ${key} is ${status}`,
                );
        } else if (played.writes.some((write) => write.startsWith(`stop ${key} 2`))) {
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
        const isStarting = state === undefined && says === `"starting"`;
        if ((says === `"running"`) !== (status === "RUNNING") && !isStarting)
            report(
                "the state says what the service has",
                `${nameOf(urn)} is ${says}, and ${key} is ${status}`,
            );
    }
}
