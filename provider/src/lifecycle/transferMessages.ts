/* Where a run ends before the next owner of a job is in the state, only the output of the run names that job. */
import { describeJob } from "../modelarts/errors";
import type { LocatedJob } from "./ownership";

interface TransferredJob extends LocatedJob {
    readonly name: string | undefined;
}

/** Describes the job and where it is. */
export function describeLocatedJob({ region, projectId, ...job }: TransferredJob): string {
    return `${describeJob(job)} in project ${projectId}, region ${region}`;
}

/** Says that resources have adopted the job of another one. */
export function describeTransfer(owners: readonly string[], job: TransferredJob, from: string): string {
    return (
        `${owners.join(" and ")} has adopted ${describeLocatedJob(job)}, from ${from}. ` +
        "If the run ends before its state has the job, run `pulumi up` again, or stop the job in the console."
    );
}
