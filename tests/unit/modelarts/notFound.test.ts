import { isModelArtsError, ModelArtsError, transientErrors } from "../../../provider/src/modelarts/errors";
import type { Job, JobPage } from "../../../provider/src/modelarts/job";
import { confirmInList, NotFoundRule } from "../../../provider/src/modelarts/notFound";
import { statusFromCode } from "../../../provider/src/modelarts/status";
import { FakeClock } from "../../support/fakeClock";
import { rejectionOf } from "../../support/errors";

const job: Job = { id: "8992", status: statusFromCode(8) };
const rejection = new ModelArtsError({ kind: "rejected", operation: "look up a job", reason: "no" });

const noPages = (): never => {
    throw new Error("No list is needed.");
};

test.each([
    ["says that the job is old", 600_000, "missing"],
    ["says that the job is young", 60_000, undefined],
    ["says nothing, whatever the clock of this machine says", undefined, undefined],
])("one response that %s", async (_, ageMs, expected) => {
    const createdAt = new Date(0).toISOString();
    const error = new ModelArtsError({
        kind: "not-found",
        operation: "look up a job",
        reason: "no",
        ...(ageMs === undefined ? {} : { serverTime: ageMs }),
    });
    const rule = new NotFoundRule({ pages: noPages }, new FakeClock());
    expect(await rule.judge(error, { id: job.id, createdAt }, {})).toBe(expected);
});

/** Confirms a rejection of the job 8992 by a list with these pages. */
function confirm(...pages: readonly Omit<JobPage, "serverTime">[]): Promise<Job> {
    const jobs = {
        // eslint-disable-next-line @typescript-eslint/require-await -- a list is asynchronous
        async *pages() {
            for (const page of pages) yield { serverTime: undefined, ...page };
        },
    };
    return confirmInList(jobs, rejection, job.id, {});
}

test("gives the job that a list has", async () => {
    expect(await confirm({ jobs: [] }, { jobs: [job] })).toBe(job);
});

test("is not found where a complete list lacks the job", async () => {
    await expect(confirm({ jobs: [] })).rejects.toMatchObject({ kind: "not-found" });
});

test("is a transient error where it is not certain that the list is complete", async () => {
    const error = await rejectionOf(confirm({ jobs: [] }, { jobs: [], isUncertain: true }));
    expect(isModelArtsError(error, ...transientErrors)).toBe(true);
    expect(error.message).toContain("the list changed each time that it was read");
});
