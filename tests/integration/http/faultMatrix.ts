import type { Effect } from "../../../emulator/src";
import { sameOutcomes, type ExpectedOutcomes, repeatedOutcomes } from "./faultMatrixEntries";

export interface FaultMatrixRow {
    readonly fault: string;
    readonly effect: Effect & { readonly work?: boolean };
    readonly why: string;
    /** Where it happens to the first request only. */
    readonly once: ExpectedOutcomes;
    /** Where it happens to every request of that call; left out where it is not tried again anyway. */
    readonly always?: ExpectedOutcomes;
}

const cannedResponse = (status: number, body: object): Effect => ({
    kind: "answer",
    answer: { status, body: { ...body } },
});

export const faultMatrix: readonly FaultMatrixRow[] = [
    {
        fault: "reset-before",
        effect: { kind: "reset-before" },
        why: "a lost connection: only what may be done twice is repeated, and a create is looked for",
        once: repeatedOutcomes("network?, 1, nothing", "network?, 1+4, nothing"),
        always: {
            ...sameOutcomes("network, 3", "network?, 1, nothing", "network?, 1+4, nothing"),
            update: "network?, 3, nothing",
        },
    },
    {
        fault: "reset-after",
        effect: { kind: "reset-after" },
        why: "the same, and it was done: the job that was made is found",
        once: repeatedOutcomes("network?, 1, done", "value, 1+1, done"),
        always: {
            ...sameOutcomes("network, 3", "network?, 1, done", "value, 1+1, done"),
            update: "network?, 3, done",
        },
    },
    {
        fault: "half",
        effect: { kind: "half" },
        why: "an answer that breaks off is a lost connection",
        once: repeatedOutcomes("network?, 1, done", "value, 1+1, done"),
        always: {
            ...sameOutcomes("network, 3", "network?, 1, done", "value, 1+1, done"),
            update: "network?, 3, done",
        },
    },
    {
        fault: "silence",
        effect: { kind: "silence" },
        why: "no answer in time: nobody knows whether it was done",
        once: repeatedOutcomes("timeout?, 1, nothing", "timeout?, 1+4, nothing"),
        always: {
            ...sameOutcomes("timeout, 3", "timeout?, 1, nothing", "timeout?, 1+4, nothing"),
            update: "timeout?, 3, nothing",
        },
    },
    {
        fault: "silence after the work",
        effect: { kind: "silence", work: true },
        why: "no answer in time, and it was done",
        once: repeatedOutcomes("timeout?, 1, done", "value, 1+1, done"),
    },
    {
        fault: "drip",
        effect: { kind: "drip", interval: 50 },
        why: "the limit is for the whole request: a blank now and then does not extend it",
        once: repeatedOutcomes("timeout?, 1, nothing", "timeout?, 1+4, nothing"),
    },
    {
        fault: "delay within the limit",
        effect: { kind: "delay", seconds: 0.05 },
        why: "slow is not lost",
        once: sameOutcomes("value, 1", "value, 1, done", "value, 1+0, done"),
    },
    {
        fault: "delay beyond the limit",
        effect: { kind: "delay", seconds: 30 },
        why: "what comes after the limit does not come; it is not done yet either",
        once: repeatedOutcomes("timeout?, 1, nothing", "timeout?, 1+4, nothing"),
    },
    {
        fault: "half-json",
        effect: { kind: "half-json" },
        why: "the service has spoken, and nobody can read it: never gone, never done, and the job is found",
        once: sameOutcomes("unexpected-response, 1", "unexpected-response?, 1, done", "value, 1+1, done"),
    },
    {
        fault: "html with 200",
        effect: { kind: "html" },
        why: "a login page is not the service; whether anything was done behind it is not known",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response?, 1, nothing",
            "unexpected-response?, 1+4, nothing",
        ),
    },
    {
        fault: "html with 403",
        effect: { kind: "html", status: 403 },
        why: "a page that refuses has done nothing",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response, 1, nothing",
            "unexpected-response, 1+0, nothing",
        ),
    },
    {
        fault: "html with 404",
        effect: { kind: "html", status: 404 },
        why: "a page that knows no such page is no sure no-such-job",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response, 1, nothing",
            "unexpected-response, 1+0, nothing",
        ),
    },
    {
        fault: "html with 429",
        effect: { kind: "html", status: 429 },
        why: "throttled is refused: everything is repeated",
        once: sameOutcomes("value, 2", "value, 2, done", "value, 2+0, done"),
        always: sameOutcomes("throttled, 3", "throttled, 3, nothing", "throttled, 3+0, nothing"),
    },
    {
        fault: "html with 502",
        effect: { kind: "html", status: 502 },
        why: "a gateway does not know what became of the request behind it",
        once: repeatedOutcomes("server-error?, 1, nothing", "server-error?, 1+4, nothing"),
        always: {
            ...sameOutcomes("server-error, 3", "server-error?, 1, nothing", "server-error?, 1+4, nothing"),
            update: "server-error?, 3, nothing",
        },
    },
    {
        fault: "html with 504 after the work",
        effect: { kind: "html", status: 504, work: true },
        why: "the gateway gave up waiting, and it was done",
        once: repeatedOutcomes("server-error?, 1, done", "value, 1+1, done"),
    },
    {
        fault: "empty with 200",
        effect: { kind: "empty" },
        why: "an empty body says nothing",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response?, 1, nothing",
            "unexpected-response?, 1+4, nothing",
        ),
    },
    {
        fault: "empty with 200 after the work",
        effect: { kind: "empty", work: true },
        why: "nor that nothing was done",
        once: sameOutcomes("unexpected-response, 1", "unexpected-response?, 1, done", "value, 1+1, done"),
    },
    {
        fault: "empty with 503",
        effect: { kind: "empty", status: 503 },
        why: "the HTTP status decides where there is no code",
        once: repeatedOutcomes("server-error?, 1, nothing", "server-error?, 1+4, nothing"),
    },
    {
        fault: "redirect",
        effect: { kind: "redirect", location: "http://127.0.0.1:1/elsewhere", status: 307 },
        why: "is not followed, and has done nothing",
        once: sameOutcomes("redirect, 1", "redirect, 1, nothing", "redirect, 1+0, nothing"),
    },
    {
        fault: "answer: {} with 200",
        effect: cannedResponse(200, {}),
        why: "JSON without what the service answers is not its answer",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response?, 1, nothing",
            "unexpected-response?, 1+4, nothing",
        ),
    },
    {
        fault: "answer: throttled, with 429",
        effect: cannedResponse(429, { error_code: "APIGW.0308", error_msg: "too many" }),
        why: "throttled is refused: everything is repeated",
        once: sameOutcomes("value, 2", "value, 2, done", "value, 2+0, done"),
        always: sameOutcomes("throttled, 3", "throttled, 3, nothing", "throttled, 3+0, nothing"),
    },
    {
        fault: "answer: throttled, with 200",
        effect: cannedResponse(200, {
            is_success: false,
            error_code: "ModelArts.0114",
            error_msg: "too many",
        }),
        why: "the code decides, not the HTTP status, as long as that tells of no trouble",
        once: sameOutcomes("value, 2", "value, 2, done", "value, 2+0, done"),
    },
    {
        fault: "answer: throttled inside, with 503",
        effect: {
            ...cannedResponse(503, {
                is_success: false,
                error_code: "ModelArts.0114",
                error_message: "too many",
            }),
            work: true,
        },
        why: "what is throttled inside may have got further than it says: a second create would make a second job",
        once: repeatedOutcomes("throttled?, 1, done", "value, 1+1, done"),
    },
    {
        fault: "answer: trouble inside, with 500",
        effect: cannedResponse(500, { is_success: false, error_code: "ModelArts.0010", error_message: "no" }),
        why: "trouble inside may come after the work",
        once: repeatedOutcomes("server-error?, 1, nothing", "server-error?, 1+4, nothing"),
        always: {
            ...sameOutcomes("server-error, 3", "server-error?, 1, nothing", "server-error?, 1+4, nothing"),
            update: "server-error?, 3, nothing",
        },
    },
    {
        fault: "answer: a timeout inside, with 408",
        effect: cannedResponse(408, { is_success: false, error_code: "ModelArts.6100", error_message: "no" }),
        why: "a timeout inside may come after the work",
        once: repeatedOutcomes("server-error?, 1, nothing", "server-error?, 1+4, nothing"),
    },
    {
        fault: "answer: an invalid parameter, with 500",
        effect: cannedResponse(500, { is_success: false, error_code: "ModelArts.0104", error_message: "no" }),
        why: "a refusal by its code is final, whatever the HTTP status, and has done nothing",
        once: sameOutcomes("invalid, 1", "invalid, 1, nothing", "invalid, 1+0, nothing"),
    },
    {
        fault: "answer: refused without a code, with 200",
        effect: cannedResponse(200, { is_success: false, error_msg: "not today" }),
        why: "is_success:false is a refusal",
        once: sameOutcomes("rejected, 1", "rejected, 1, nothing", "rejected, 1+0, nothing"),
    },
    {
        fault: "answer: no such job, with 404",
        effect: cannedResponse(404, {
            is_success: false,
            error_code: "ModelArts.0015",
            error_msg: "no such job",
        }),
        why: "gone only where the call was about one job",
        once: {
            ...sameOutcomes("invalid, 1", "not-found, 1, nothing", "invalid, 1+0, nothing"),
            show: "not-found, 1",
        },
    },
    {
        fault: "answer: no such API, with 404",
        effect: cannedResponse(404, {
            error_code: "APIGW.0101",
            error_msg: "no such API",
            request_id: "r-1",
        }),
        why: "not offered here; never gone",
        once: sameOutcomes("not-offered, 1", "not-offered, 1, nothing", "not-offered, 1+0, nothing"),
    },
];
