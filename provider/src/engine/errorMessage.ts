import { oneLine } from "../modelarts/errors";

/** Characters; longer than any failure of the service's. */
const longestMessage = 3100;

/** What the engine shows of an error: one sentence on one line, whatever is in it. */
export function sentenceOf(error: unknown): string {
    return oneLine(error instanceof Error ? error.message : String(error), longestMessage);
}
