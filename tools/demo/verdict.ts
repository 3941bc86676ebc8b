import type { JobView, RecordedRequest } from "../../emulator/src";
import { stateOf } from "../../emulator/src/jobs/status";
import type { Step } from "./steps";

type Request = Pick<RecordedRequest, "method" | "call">;
type Job = Pick<JobView, "id" | "name" | "status" | "statusName">;

/** What the service has, in words. */
export function inventory(jobs: readonly Job[]): string {
    const words = jobs.map(({ id, name, status, statusName }) => {
        const phase = stateOf(status);
        const meaning = phase === statusName.toLowerCase() ? "" : ` (${phase})`;
        return `job ${id}, ${name}, is ${statusName}${meaning}`;
    });
    return words.join("; ") || "no job at all";
}

/** Asks the service, not the engine, whether a step did what it is there for. Undefined: it did. */
export function disagreement(
    step: Pick<Step, "sends" | "leaves">,
    requests: readonly Request[],
    jobs: readonly Job[],
): string | undefined {
    const changes = requests.filter(({ method }) => method !== "GET").map(({ call }) => call);
    if (changes.join() !== step.sends.join()) {
        const [wanted, seen] = [step.sends, changes].map((calls) => calls.join(", ") || "nothing");
        return `The service should have received ${wanted}, and it received ${seen}.`;
    }
    const phases = jobs.map(({ status }) => stateOf(status));
    const wanted = step.leaves === "nothing" ? [] : [step.leaves];
    if (phases.join() === wanted.join()) return undefined;
    return `The service should now have ${step.leaves}, and it has: ${inventory(jobs)}.`;
}
