import { stackKey, stackOf } from "../world/backends";
import { isNamedIn, type Report } from "./violation";
import { jobsWithoutState } from "./jobRules";
import { isBlocked } from "./obstacles";
import {
    type Command,
    isRun,
    type ProgramModel,
    type RunCommand,
    type Workplace,
    workplaceOf,
} from "../history/model";
import type { CommandResult } from "../player/commandResult";
import type { Player } from "../player/player";

const usualService = { rateLimit: 0, iamRateLimit: 0, failNextStarts: [], retryAfterSeconds: 1 } as const;

/**
 * Lists the commands that end a history without faults: for each stack two `up --refresh`, of which the second has
 * nothing to do, and a `destroy`.
 */
export function endingOf(commands: readonly Command[]): Command[] {
    const lastRuns = new Map<string, RunCommand>();
    const workplaces = new Map<string, Workplace>();
    for (const command of commands) {
        if (command.kind === "console" || command.kind === "service") continue;
        const { stack, backend } = workplaceOf(command);
        const from = { ...(stack && { stack }), ...(backend && { backend }) };
        workplaces.set(stackKey(stackOf(from)), from);
        if (isRun(command)) lastRuns.set(stackKey(stackOf(from)), command);
        if (command.kind === "state" && command.edit === "move") {
            const target = {
                ...(backend && { backend }),
                ...(stack !== "test" && { stack: "test" as const }),
            };
            workplaces.set(stackKey(stackOf(target)), target);
        }
    }
    const endings = [...workplaces].flatMap(([key, from]): Command[] => {
        const resources = lastRuns.get(key)?.program.resources ?? [];
        const program = {
            resources: resources.map((each) => ({
                ...each,
                timeout: 60,
                protect: false,
                deletedWith: "",
                retainOnDelete: false,
            })),
        };
        const base = { program, ...(Object.keys(from).length > 0 && { from }) };
        const up = { ...base, kind: "up", options: { parallel: 1, refresh: true } } as const;
        return [up, up, { ...base, kind: "destroy", options: { parallel: 1 } }];
    });
    return [{ kind: "service", options: usualService, lookUp: false, changingLists: false }, ...endings];
}

/**
 * Checks whether two resources name one job, or one adopts the job of another one and has to wait for the end of that
 * one.
 */
function isCircular({ output, program, jobsInState }: CommandResult, { resources }: ProgramModel): boolean {
    // The state has the option also when the program has it no more.
    const replaceWithUrns = jobsInState.flatMap(
        ({ replaceWith }) => (replaceWith ?? []) as readonly string[],
    );
    if (replaceWithUrns.some((urn) => output.includes(`${urn} has not adopted it`))) return true;
    const adopters = resources.filter(({ adopt }) => adopt !== undefined && "jobOf" in adopt);
    const jobs = adopters.map(({ adopt, location }) => JSON.stringify([adopt, location]));
    return (
        program !== undefined &&
        output.includes("has not adopted it") &&
        (new Set(jobs).size < jobs.length ||
            adopters.some(({ name, adopt, dependsOn }) => {
                const giver = resources.find(
                    (each) => adopt && "jobOf" in adopt && each.name === adopt.jobOf,
                );
                return giver !== undefined && (dependsOn === giver.name || giver.replaceWith === name);
            }))
    );
}

/** Checks whether the program cannot come to where it is declared. */
function cannotSucceed(result: CommandResult, program: ProgramModel): boolean {
    return isBlocked(result, program.resources) || isCircular(result, program);
}

/** Finds the URNs whose jobs were in this state at the end of the run. */
function findUrns({ jobsInState }: CommandResult, state: "starting" | "stopping"): Set<string> {
    return new Set(jobsInState.filter(({ outputs }) => outputs?.["state"] === state).map(({ urn }) => urn));
}

/** Finds violations of what must hold after the ending. */
export function findEndViolations(player: Player, ending: readonly CommandResult[], report: Report): void {
    const runs = ending.filter(({ hasRun }) => hasRun);
    for (let i = 0; i + 2 < runs.length; i += 3) {
        const [first, second] = runs.slice(i, i + 2);
        if (first === undefined || second === undefined) continue;
        // A resource that adopts the job of another one adopts another job once that one has one.
        const isSame = JSON.stringify(first.program) === JSON.stringify(second.program);
        // A delete that was killed shows as a stop at first.
        const stoppingUrns = findUrns(first, "stopping");
        // With `skipAwait` a start may fail after the run, and the next one starts the job again.
        const startingUrns = findUrns(first, "starting");
        const changes = second.steps.filter(
            ({ op, urn }) =>
                !/^(same|refresh|read)$/.test(op) && !stoppingUrns.has(urn) && !startingUrns.has(urn),
        );
        // The service has refused a name, and deleted the job that had it, in the same run.
        const wasLate = stoppingUrns.size > 0 && second.output.includes("already exists");
        const isImpossible =
            wasLate || (isRun(second.command) && cannotSucceed(second, second.command.program));
        if (!second.ok && !isImpossible)
            report(
                "everything comes to where it is declared",
                `the second up --refresh fails: ${second.output}`,
            );
        else if (
            first.ok &&
            second.ok &&
            isSame &&
            changes.length > 0 &&
            player.expectations.sharedJobs.size === 0
        )
            report("the second up has nothing to do", changes.map(({ op }) => op).join(", "));
    }
    const runningJobs = jobsWithoutState(player).filter(({ statusName }) => statusName === "RUNNING");
    const unnamedJobs = runningJobs.filter((job) => !isNamedIn(player.output, job));
    const isDestroyed = runs.every(({ ok, command }) => ok || command.kind !== "destroy");
    for (const { key, name } of unnamedJobs)
        report(isDestroyed ? "destroy leaves nothing" : "a lost job is named", `${name} (${key}) is RUNNING`);
}
