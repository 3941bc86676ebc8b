import { nextIntervalMs } from "../../provider/src/modelarts/poll";
import type { JobView, RecordedRequest } from "../../emulator/src";
import type { Operation } from "./measurement";

type Request = Pick<RecordedRequest, "call" | "at" | "jobId" | "status">;

/** Seconds. */
interface Times {
    readonly boot: number;
    readonly stop: number;
}

interface Change {
    readonly jobId: string;
    /** Milliseconds since 1970. */
    readonly at: number;
}

const isLook = ({ call }: Request): boolean => call === "list" || call === "show";

/**
 * For each change of a job that was waited for: seconds from when the service made it to when the first look that could
 * show it came in; infinite, where nobody looked. A list shows every job: there are no more of them than on one page.
 */
export function measureDetectionDelay(
    operation: Operation,
    requests: readonly Request[],
    jobs: readonly Pick<JobView, "id" | "createdAt">[],
    times: Times,
): number[] {
    const looks = requests.filter((request) => isLook(request) && request.status !== 429);
    return changes(operation, requests, jobs, times).map(({ jobId, at }) => {
        const shown = looks.filter(({ call, jobId: id }) => call === "list" || id === jobId);
        const late = shown.map((look) => Date.parse(look.at) - at).filter((ms) => ms >= 0);
        return Math.min(...late) / 1000;
    });
}

function changes(
    operation: Operation,
    requests: readonly Request[],
    jobs: readonly Pick<JobView, "id" | "createdAt">[],
    { boot, stop }: Times,
): Change[] {
    if (operation === "create")
        return jobs.map(({ id, createdAt }) => ({ jobId: id, at: createdAt + boot * 1000 }));
    const seconds: Readonly<Partial<Record<string, number>>> = { stop, delete: stop, restart: boot };
    return requests.flatMap(({ call, jobId, at, status }) => {
        const lasts = seconds[call];
        if (lasts === undefined || jobId === undefined || status !== 200) return [];
        return [{ jobId, at: Date.parse(at) + lasts * 1000 }];
    });
}

/** For each job and each tick of its waits. A tick is the pause between two looks. Waits for nothing: `undefined`. */
export function countPollsPerTick(
    operation: Operation,
    requests: Readonly<Record<string, number>>,
    size: number,
    { boot, stop }: Times,
): number | undefined {
    const waits = { create: [boot], restart: [boot], stop: [stop], destroy: [stop, stop] };
    if (operation === "no change" || operation === "refresh") return undefined;
    const ticks = waits[operation].reduce((total, seconds) => total + ticksOf(seconds), 0);
    return ((requests["list"] ?? 0) + (requests["show"] ?? 0)) / size / ticks;
}

function ticksOf(seconds: number): number {
    let ticks = 0;
    for (let waited = 0; waited < seconds * 1000; ticks++) waited += nextIntervalMs(waited, undefined);
    return ticks;
}
