import type { Played, Player } from "./player";
import { nameOf } from "./player";

export interface Violation {
    readonly rule:
        | "no job is lost"
        | "what is declared is so"
        | "what is in a state exists"
        | "nothing foreign is touched"
        | "one job has one owner"
        | "no secret is shown"
        | "everything comes to where it is declared"
        | "destroy leaves nothing";
    readonly text: string;
}

const hidden = "EMULATOR-secret-key-not-real";

/** What must hold after a command, whatever its exit code is. */
export function findViolations(player: Player, played: Played): Violation[] {
    const { service } = player.world;
    const { command, jobsInState, output, writes } = played;
    const violations: Violation[] = [];
    const add = (rule: Violation["rule"], text: string): void => {
        violations.push({ rule, text });
    };
    const living = jobsInState.filter((resource) => resource.delete !== true && resource.id !== undefined);
    const idsInState = new Set(jobsInState.map(({ id }) => id));
    const records = player.world.files.texts.join("\n");

    for (const { id, name, statusName } of service.jobs) {
        if (id.length < 4 || idsInState.has(id) || player.releasedIds.has(id)) continue;
        const isNamed = output.includes(id) || output.includes(name);
        const isRecorded = records.includes(`"${name}"`) || records.includes(`"${id}"`);
        if (!isNamed && !isRecorded)
            add("no job is lost", `${name} (${id}) is ${statusName} and in no state`);
    }
    for (const write of writes) {
        const [, id = ""] = write.split(" ");
        if (player.untouchedForeignIds.has(id)) add("nothing foreign is touched", write);
    }
    const owners = new Map<string, string>();
    for (const { id = "", urn } of living) {
        const other = owners.get(id);
        if (other !== undefined)
            add("one job has one owner", `${id} is of ${nameOf(other)} and ${nameOf(urn)}`);
        owners.set(id, urn);
    }
    if (played.hasRun && !played.isInterrupted) {
        for (const { id = "", urn } of living)
            if (service.job(id) === undefined && writes.some((write) => write.startsWith(`delete ${id} 2`)))
                add("what is in a state exists", `${nameOf(urn)} has ${id}, which this command has deleted`);
    }
    const isWhole =
        played.hasRun && played.ok && command.kind === "up" && command.options.target === undefined;
    if (isWhole && command.options.targetReplace === undefined && command.program.allStopped !== true)
        for (const { urn, id = "", outputs } of living) {
            const { state, skipAwait, ignoreChanges } = played.declared.get(urn) ?? {};
            if (state === undefined || skipAwait === true || ignoreChanges !== undefined) continue;
            const job = service.job(id);
            const expected = state === "running" ? ["RUNNING"] : ["KILLED", "STOPPED", "STOP"];
            if (player.changedInConsole.has(id)) continue;
            if (job === undefined || !expected.some((name) => job.statusName.includes(name)))
                add(
                    "what is declared is so",
                    `${nameOf(urn)} is declared ${state}, its state says ${JSON.stringify(outputs?.["state"])}, ` +
                        `and ${id} is ${job?.statusName ?? "deleted"}`,
                );
        }
    if (output.includes(hidden) || records.includes(hidden)) add("no secret is shown", "the secret key");
    return violations;
}
