import type { ErrorKind } from "../errors";

/** Meaning of an error code of the service. */
export interface ErrorMeaning {
    readonly kind: ErrorKind;
    /** The next step for the user. `{action}` is the IAM action of the call, `{where}` region and endpoint. */
    readonly hint?: string;
    /** The hint where the credential is a token, or a user name and a password, if it differs. */
    readonly tokenHint?: string;
}

const missingJob: ErrorMeaning = {
    kind: "not-found",
    hint: "The service has no such job here ({where}): check the ID, the region and the project.",
};
const invalidValue: ErrorMeaning = { kind: "invalid", hint: "Correct the value that the message names." };
const expiredToken: ErrorMeaning = { kind: "token-expired" };
const invalidCredentials: ErrorMeaning = {
    kind: "unauthenticated",
    hint:
        "Check the access key and secret key, or the token. Temporary keys need their security token " +
        "(huaweicloud:securityToken, or HW_SECURITY_TOKEN) from the same source.",
};
const tokenOfOtherProject =
    "The token must be one of a project of this region ({where}): request a token whose scope is that project.";
const tokenWithoutProject: ErrorMeaning = { ...invalidCredentials, tokenHint: tokenOfOtherProject };
export const lockedAccessKey: ErrorMeaning = {
    kind: "unauthenticated",
    hint:
        "The service locks an access key for five minutes after several wrong signatures: correct the access key and " +
        "secret key, wait five minutes, then run the same again.",
};
const signatureMismatch: ErrorMeaning = {
    kind: "unauthenticated",
    hint:
        "Two things cause this: the clock of this machine is off (a signature is valid for 15 minutes), or the access " +
        "key that ModelArts keeps to read OBS cannot be used. Set the clock, or renew the key in the ModelArts console.",
};
const missingPermission: ErrorMeaning = {
    kind: "permission-denied",
    hint: "Grant the IAM action {action} to the user of these credentials.",
};
const closedRegion: ErrorMeaning = {
    kind: "permission-denied",
    hint: "The account does not allow this IAM user in this region ({where}): ask the administrator of the account.",
};
const closedAddress: ErrorMeaning = {
    kind: "permission-denied",
    hint:
        "The gateway does not allow an IP address: that of this machine, or that of the service behind the gateway. " +
        "Send from a network that is allowed. An IAM action does not help.",
};
const closedApi: ErrorMeaning = {
    kind: "permission-denied",
    hint:
        "The user or the application is on the block list of the gateway, or has no right to this API: ask the " +
        "administrator of the account.",
};
const wrongProject: ErrorMeaning = {
    kind: "wrong-project",
    hint: "Set huaweicloud:projectId to a project of this account, or leave it out.",
};
const accountProblem: ErrorMeaning = {
    kind: "account",
    hint: "Settle the state of the account (frozen, in arrears, restricted, or ModelArts not enabled) in the console.",
};
const administratorOnly: ErrorMeaning = {
    kind: "account",
    hint: "The account is frozen, or only its administrator may send this request: check the account in the console.",
};
const exceededQuota = (which: string): ErrorMeaning => ({
    kind: "quota",
    hint: `The quota of ${which} is used up: stop or delete jobs that you do not need, or ask for a higher quota.`,
});
/** The meaning of the code varies by edition. */
const someExceededQuota: ErrorMeaning = {
    kind: "quota",
    hint:
        "A quota is used up, and the message of the service says which: stop or delete jobs that you do not need, or ask " +
        "for a higher quota.",
};
const missingApi: ErrorMeaning = {
    kind: "not-offered",
    hint: "Visualization jobs are not offered here ({where}), or the endpoint is wrong.",
};
const agencyProblem: ErrorMeaning = {
    kind: "agency",
    hint: "Authorise ModelArts once to read OBS for you: ModelArts console, Settings, Global Configuration.",
};
const throttling: ErrorMeaning = {
    kind: "throttled",
    hint: "The service throttles requests: try again later.",
};
const serverError: ErrorMeaning = {
    kind: "server-error",
    hint: "The service has a problem of its own: try again later.",
};

/** Meanings by code. The gateway sends both `APIG.` and `APIGW.`, which stand here as `APIG.`. */
const meaningsByCode: ReadonlyMap<string, ErrorMeaning> = new Map<string, ErrorMeaning>([
    ["ModelArts.0015", missingJob],
    // This code stands for the job in the tables of 2019, and for the workspace in all later ones.
    ["ModelArts.0102", invalidValue],
    ["ModelArts.0101", invalidValue],
    ["ModelArts.0104", invalidValue],
    ["ModelArts.0107", invalidValue],
    [
        "ModelArts.0103",
        { kind: "duplicate-name", hint: "Choose another name, or adopt the job that has it." },
    ],
    ["ModelArts.0105", { kind: "wrong-status", hint: "Check the status of the job, then try again." }],
    ["ModelArts.0106", exceededQuota("jobs")],
    ["ModelArts.0113", exceededQuota("the workspace")],
    ["ModelArts.0116", someExceededQuota],
    ["ModelArts.0118", someExceededQuota],
    ["APIG.0501", someExceededQuota],
    ["ModelArts.0109", administratorOnly],
    ["ModelArts.0111", accountProblem],
    ["ModelArts.6201", accountProblem],
    ["ModelArts.6203", accountProblem],
    ["APIG.0502", accountProblem],
    ["APIG.0308", throttling],
    ["ModelArts.0114", throttling],
    ["ModelArts.6101", throttling],
    ["ModelArts.0202", expiredToken],
    ["ModelArts.6620", expiredToken],
    ["APIG.0307", expiredToken],
    ["ModelArts.0201", invalidCredentials],
    ["ModelArts.0203", invalidCredentials],
    ["ModelArts.0204", tokenWithoutProject],
    ["ModelArts.0205", invalidCredentials],
    ["ModelArts.0206", invalidCredentials],
    ["ModelArts.0209", invalidCredentials],
    ["ModelArts.0212", tokenWithoutProject],
    ["APIG.0301", invalidCredentials],
    [
        "ModelArts.0207",
        {
            ...signatureMismatch,
            tokenHint: `${tokenOfOtherProject} Or ModelArts cannot read OBS with the access key that it keeps: renew it in the ModelArts console.`,
        },
    ],
    ["ModelArts.0208", signatureMismatch],
    ["ModelArts.0211", signatureMismatch],
    ["ModelArts.0108", missingPermission],
    ["ModelArts.0112", missingPermission],
    ["APIG.0302", closedApi],
    ["APIG.0304", closedApi],
    ["APIG.0306", closedApi],
    ["APIG.0401", closedAddress],
    ["APIG.0402", closedAddress],
    ["APIG.0404", closedAddress],
    ["APIG.0802", closedRegion],
    ["ModelArts.0428", agencyProblem],
    ["ModelArts.0429", agencyProblem],
    ["ModelArts.0210", wrongProject],
    ["APIG.0310", wrongProject],
    ["APIG.0101", missingApi],
    ["APIG.0103", missingApi],
    ["APIG.0801", missingApi],
    ["ModelArts.6100", serverError],
    ["ModelArts.0012", serverError],
    ["ModelArts.0013", serverError],
    ["ModelArts.0010", serverError],
    ["ModelArts.6102", serverError],
    ["ModelArts.6200", serverError],
]);

const meaningsByStatus: ReadonlyMap<number, ErrorMeaning> = new Map<number, ErrorMeaning>([
    [401, invalidCredentials],
    [403, missingPermission],
    [408, serverError],
    [429, throttling],
]);

/**
 * Returns the meaning of a response: that of its code, or of its HTTP status where the code is unknown. The gateway has
 * one code for a wrong signature, a token that has expired and an access key that is locked, which only its message
 * distinguishes.
 */
export function findMeaning(httpStatus: number, code: string | undefined, message = ""): ErrorMeaning {
    const meaning = code === undefined ? undefined : meaningsByCode.get(code.replace(/^APIGW\./, "APIG."));
    if (meaning === invalidCredentials && /\btoken\b.*\bexpire|\bexpired (\w+ )?token\b/i.test(message))
        return expiredToken;
    if (meaning === invalidCredentials && /\bAK\b.*\blimit\b/i.test(message)) return lockedAccessKey;
    if (meaning !== undefined) return meaning;
    return meaningsByStatus.get(httpStatus) ?? (httpStatus >= 500 ? serverError : { kind: "rejected" });
}
