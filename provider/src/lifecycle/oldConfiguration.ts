import { isModelArtsError, type ErrorKind, withDetails } from "../modelarts/errors";

/** Kinds of errors that an outdated setting may cause. */
const settingErrors: readonly ErrorKind[] = [
    "settings",
    "network",
    "timeout",
    "certificate",
    "redirect",
    "unexpected-response",
    "not-offered",
    "unauthenticated",
    "permission-denied",
    "token-expired",
    "wrong-project",
];
const hint =
    "`pulumi refresh` and `pulumi destroy` use the configuration of the last successful update: if you have changed it " +
    "since, run `pulumi refresh --run-program` first.";

/**
 * Returns the result of a read or a delete. The engine makes these with the configuration that the state has, so an
 * error that an outdated setting may cause says how to bring the present one along.
 */
export async function withOldConfiguration<T>(call: Promise<T>): Promise<T> {
    try {
        return await call;
    } catch (error) {
        if (!isModelArtsError(error, ...settingErrors)) throw error;
        throw withDetails(error, { hint: [error.hint, hint].filter(Boolean).join(" ") });
    }
}
