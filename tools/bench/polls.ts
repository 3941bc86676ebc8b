import type { JobView, RecordedRequest } from "../../emulator/src";
import type { Plan } from "./plan";
import type { Operation } from "./results";

type Request = Pick<RecordedRequest, "call" | "at" | "jobId" | "status">;
type Job = Pick<JobView, "id" | "createdAt">;

/**
 * Returns for each awaited change of a job the seconds until the first poll that could report it, or infinity without
 * one. A list reports every job, since there are never more jobs than fit on one page.
 */
export function measureDetection(
    operation: Operation,
    requests: readonly Request[],
    jobs: readonly Job[],
    { boot, stop }: Plan,
): number[] {
    const seconds: Readonly<Partial<Record<string, number>>> = { stop, delete: stop, restart: boot };
    const changes = requests.flatMap(({ call, jobId, at, status }) => {
        const duration = seconds[call];
        const isAccepted = duration !== undefined && jobId !== undefined && status === 200;
        return isAccepted ? [{ jobId, at: Date.parse(at) + duration * 1000 }] : [];
    });
    const starts = jobs.map(({ id, createdAt }) => ({ jobId: id, at: createdAt + boot * 1000 }));
    return (operation === "create" ? starts : changes).map((change) => {
        const delays = requests
            .filter(({ status }) => status !== 429)
            .filter(({ call, jobId }) => call === "list" || (call === "show" && jobId === change.jobId))
            .map(({ at }) => Date.parse(at) - change.at);
        return Math.min(...delays.filter((ms) => ms >= 0)) / 1000;
    });
}
