import { toOneLine } from "../modelarts/errors";

/** This length, in characters, is longer than any error of the service. */
const maxMessageLength = 3100;

/** Returns the message of an error for the engine: always one line. */
export function errorMessage(error: unknown): string {
    return toOneLine(error instanceof Error ? error.message : String(error), maxMessageLength);
}
