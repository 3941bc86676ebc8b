import type { FailureKind } from "../errors";

/** What a code of the service means to a client. */
export interface Meaning {
    readonly kind: FailureKind;
    /** What a person does next. `{action}` is the IAM action of the call, `{where}` region and endpoint. */
    readonly advice?: string;
}

const gone: Meaning = {
    kind: "gone",
    advice: "Run `pulumi refresh`, so that the state follows the service.",
};
const invalid: Meaning = { kind: "invalid", advice: "Correct the value that the message names." };
const expired: Meaning = { kind: "token-expired" };
const badCredentials: Meaning = {
    kind: "unauthenticated",
    advice:
        "Check the access key and secret key, or the token. Temporary keys need their security token " +
        "(huaweicloud:securityToken, or HW_SECURITY_TOKEN) from the same source.",
};
const signatureOrKeys: Meaning = {
    kind: "unauthenticated",
    advice:
        "Two things cause this: the clock of this machine is off (a signature is good for 15 minutes), or the access " +
        "key that ModelArts keeps to read OBS cannot be used. Set the clock, or renew the key in the ModelArts console.",
};
const denied: Meaning = {
    kind: "denied",
    advice: "Grant the IAM action {action} to the user of these credentials.",
};
const account: Meaning = {
    kind: "account",
    advice: "Settle the state of the account (frozen, restricted, or ModelArts not enabled) in the console.",
};
const quota = (which: string): Meaning => ({
    kind: "quota",
    advice: `The quota of ${which} is used up: stop or delete jobs that nobody needs, or ask for a higher quota.`,
});
const throttled: Meaning = { kind: "throttled", advice: "The service throttles requests: try again later." };
const inside: Meaning = { kind: "service", advice: "The service has trouble of its own: try again later." };

/** By the code without its variable prefix: the gateway says both `APIG.` and `APIGW.`. */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
    ["ModelArts.0015", gone],
    ["ModelArts.0102", gone],
    ["ModelArts.0101", invalid],
    ["ModelArts.0104", invalid],
    ["ModelArts.0107", invalid],
    [
        "ModelArts.0103",
        { kind: "duplicate-name", advice: "Choose another name, or take over the job that has it." },
    ],
    ["ModelArts.0105", { kind: "wrong-status", advice: "Look at what the job is doing, then try again." }],
    ["ModelArts.0106", quota("jobs")],
    ["ModelArts.0113", quota("jobs")],
    ["ModelArts.0116", quota("jobs of the workspace")],
    ["ModelArts.0118", quota("jobs that run at once")],
    ["ModelArts.0109", account],
    ["ModelArts.0111", account],
    ["ModelArts.6201", account],
    ["ModelArts.6203", account],
    ["APIG.0308", throttled],
    ["ModelArts.0114", throttled],
    ["ModelArts.6101", throttled],
    ["ModelArts.0202", expired],
    ["ModelArts.6620", expired],
    ["APIG.0307", expired],
    ["ModelArts.0201", badCredentials],
    ["ModelArts.0203", badCredentials],
    ["ModelArts.0204", badCredentials],
    ["ModelArts.0205", badCredentials],
    ["ModelArts.0206", badCredentials],
    ["ModelArts.0209", badCredentials],
    ["ModelArts.0212", badCredentials],
    ["APIG.0301", badCredentials],
    ["ModelArts.0207", signatureOrKeys],
    ["ModelArts.0208", signatureOrKeys],
    ["ModelArts.0211", signatureOrKeys],
    ["ModelArts.0108", denied],
    ["ModelArts.0112", denied],
    [
        "ModelArts.0428",
        {
            kind: "agency",
            advice: "Authorise ModelArts once to read OBS for you: ModelArts console, Settings, Global Configuration.",
        },
    ],
    [
        "ModelArts.0210",
        {
            kind: "wrong-project",
            advice: "Set huaweicloud:projectId to a project of this account, or leave it out.",
        },
    ],
    [
        "APIG.0101",
        {
            kind: "not-offered",
            advice: "Visualization jobs are not offered here ({where}), or the endpoint is wrong.",
        },
    ],
    ["ModelArts.6100", inside],
    ["ModelArts.0012", inside],
    ["ModelArts.0013", inside],
    ["ModelArts.0010", inside],
    ["ModelArts.6102", inside],
    ["ModelArts.6200", inside],
]);

const byHttpStatus: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
    [401, badCredentials],
    [403, denied],
    [408, inside],
    [429, throttled],
]);

/** The code decides; the HTTP status only where the code says nothing to us. */
export function meaningOf(httpStatus: number, code: string | undefined): Meaning {
    const known = code === undefined ? undefined : meanings.get(code.replace(/^APIGW\./, "APIG."));
    if (known !== undefined) return known;
    return byHttpStatus.get(httpStatus) ?? (httpStatus >= 500 ? inside : { kind: "refused" });
}
