import type { Job, WaitState } from "../modelarts/job";
import type { ModelArtsError } from "../modelarts/errors";

/** How a provider process speaks to the user. */
export interface Messages {
    /** Shows the progress of a job in the row of its resource, which the URN names. */
    readonly progress: (urn: string | undefined, text: string) => void;
    /** Shows a lasting warning, at the resource if there is a URN. */
    readonly warn: (urn: string | undefined, text: string) => void;
    /** Shows a lasting line that is no warning. Where this is left out, no line is shown. */
    readonly inform?: (text: string) => void;
}

export const noMessages: Messages = { progress: () => undefined, warn: () => undefined };

/** Length of a text in the row, in characters: the engine cuts a row that is longer than the terminal is wide. */
const maxLength = 20;

/**
 * Shows the progress of one operation where it says something new. The engine leaves the last text in the row, so an
 * observation without a goal takes the place of a retry, and is not shown otherwise.
 */
export function createStatusLine(show: (text: string) => void) {
    let lastText: string | undefined;
    const showNew = (text: string): void => {
        if (text !== lastText) show(text);
        lastText = text;
    };
    return {
        onProgress: (job: Job | undefined, goal?: WaitState): void => {
            if (goal !== undefined || lastText !== undefined) showNew(describeStatus(job, goal));
        },
        onRetry: (error: ModelArtsError): void => {
            showNew(`retry: ${describeFailure(error)}`);
        },
    };
}

/** Describes the status of a job, and its goal where the job has not reached it and the row has room for it. */
function describeStatus(job: Job | undefined, goal: WaitState | undefined): string {
    if (job === undefined) return "deleted";
    const { name, state } = job.status;
    const text = goal === undefined || state === goal ? name : `${name} -> ${goal}`;
    if (text.length <= maxLength) return text;
    return name.length <= maxLength ? name : `${name.slice(0, maxLength - 1)}…`;
}

function describeFailure({ kind, httpStatus }: ModelArtsError): string {
    if (kind === "throttled") return "throttled";
    if (kind === "unexpected-response") return "bad response";
    return httpStatus === undefined ? "no response" : `HTTP ${httpStatus}`;
}
