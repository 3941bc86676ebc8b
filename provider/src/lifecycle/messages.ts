import type { Operation } from "../reconcile/reconcile";

/** How a provider process speaks to the user. */
export interface Messages {
    /** Shows the progress of a job in the row of its resource, which the URN names. */
    readonly progress: (urn: string | undefined, text: string) => void;
    /** Shows a lasting warning, at the resource if there is a URN. */
    readonly warn: (urn: string | undefined, text: string) => void;
    /** Shows a lasting line that is no warning. Left out: it is not shown. */
    readonly inform?: (text: string) => void;
}

export const noMessages: Messages = { progress: () => undefined, warn: () => undefined };

/** Shows an observation of a job where it says something new. */
export function createStatusLine(show: (text: string) => void): NonNullable<Operation["onProgress"]> {
    let lastText: string | undefined;
    return ({ id, status }, goal) => {
        const text = `${status.name} (job ${id}, to be ${goal})`;
        if (text !== lastText) show(text);
        lastText = text;
    };
}
