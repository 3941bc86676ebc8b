import type { Operation } from "../reconcile/reconcile";

/** Shows the progress of a job in the row of its resource, which the URN names. */
export type Progress = (urn: string | undefined, text: string) => void;

/** Shows an observation of a job where it says something new. */
export function createStatusLine(show: (text: string) => void): NonNullable<Operation["onProgress"]> {
    let lastText: string | undefined;
    return ({ id, status }, goal) => {
        const text = `${status.name} (job ${id}, to be ${goal})`;
        if (text !== lastText) show(text);
        lastText = text;
    };
}
