import { toOneLine } from "../modelarts/errors";

/** Characters; longer than any failure of the service's. */
const maxMessageLength = 3100;

/** What the engine shows of an error: one sentence on one line, whatever is in it. */
export function errorMessage(error: unknown): string {
    return toOneLine(error instanceof Error ? error.message : String(error), maxMessageLength);
}
