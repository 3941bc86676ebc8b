import {
    throttledOutcomes,
    type FaultMatrixRow,
    rejectedOutcomes,
    sameOutcomes,
    transient,
    transientOnce,
    unknownOutcome,
} from "./outcomes";
import type { Effect } from "../../../../emulator/src";

const respond = (status: number, body: object): Effect => ({
    kind: "response",
    response: { status, body: { ...body } },
});
/** Makes an error response as ModelArts sends it. */
const respondWithCode = (status: number, code: string): Effect =>
    respond(status, { is_success: false, error_code: code, error_message: "no" });

/** Complete responses that do not say what the service did, and error responses. */
export const responseFaults: readonly FaultMatrixRow[] = [
    {
        fault: "html with 200",
        effect: { kind: "html" },
        why: "a login page does not come from the service, and the outcome is unknown",
        once: unknownOutcome("unexpected-response", "nothing"),
    },
    {
        fault: "html with 403",
        effect: { kind: "html", status: 403 },
        why: "the client error of a proxy means that nothing was done",
        once: rejectedOutcomes("unexpected-response"),
    },
    {
        fault: "html with 404",
        effect: { kind: "html", status: 404 },
        why: "a page with 404 does not prove that the job is missing",
        once: rejectedOutcomes("unexpected-response"),
    },
    {
        fault: "html with 429",
        effect: { kind: "html", status: 429 },
        why: "a throttled request was not done, so every call is retried",
        ...throttledOutcomes(),
    },
    {
        fault: "html with 502",
        effect: { kind: "html", status: 502 },
        why: "a gateway does not know the outcome",
        ...transient("server-error", "nothing"),
    },
    {
        fault: "html with 504 after the work is done",
        effect: { kind: "html", status: 504, carryOut: true },
        why: "the gateway timed out although the service did the work",
        ...transientOnce("server-error", "done"),
    },
    {
        fault: "empty with 200",
        effect: { kind: "empty" },
        why: "an empty body says nothing about the outcome",
        once: unknownOutcome("unexpected-response", "nothing"),
    },
    {
        fault: "empty with 200 after the work is done",
        effect: { kind: "empty", carryOut: true },
        why: "an empty body does not prove that nothing was done",
        once: unknownOutcome("unexpected-response", "done"),
    },
    {
        fault: "empty with 503",
        effect: { kind: "empty", status: 503 },
        why: "the HTTP status decides when there is no code",
        ...transientOnce("server-error", "nothing"),
    },
    {
        fault: "redirect",
        effect: { kind: "redirect", location: "http://127.0.0.1:1/elsewhere", status: 307 },
        why: "a redirect is not followed, and nothing was done",
        once: rejectedOutcomes("redirect"),
    },
    {
        fault: "{} with 200",
        effect: respond(200, {}),
        why: "JSON without the expected fields does not come from the service",
        once: unknownOutcome("unexpected-response", "nothing"),
    },
    {
        fault: "throttled, with 429",
        effect: respond(429, { error_code: "APIGW.0308", error_msg: "too many" }),
        why: "a throttled request was not done, so every call is retried",
        ...throttledOutcomes(),
    },
    {
        fault: "throttled, with 200",
        effect: respondWithCode(200, "ModelArts.0114"),
        why: "the code decides, not the HTTP status 200",
        once: sameOutcomes("value, 2", "value, 2, done", "value, 2+0, done"),
    },
    {
        fault: "throttled, with 503",
        effect: {
            ...respondWithCode(503, "ModelArts.0114"),
            carryOut: true,
        },
        why: "with a 5xx status a throttled create may have made a job, so it is not repeated",
        ...transientOnce("throttled", "done"),
    },
    {
        fault: "a server error, with 500",
        effect: respondWithCode(500, "ModelArts.0010"),
        why: "a server error may come after the work is done",
        ...transient("server-error", "nothing"),
    },
    {
        fault: "a timeout of the service, with 408",
        effect: respondWithCode(408, "ModelArts.6100"),
        why: "a timeout of the service may come after the work is done",
        ...transientOnce("server-error", "nothing"),
    },
    {
        fault: "an invalid parameter, with 500",
        effect: respondWithCode(500, "ModelArts.0104"),
        why: "the code decides, not the HTTP status, and nothing was done; a list is sent in another order",
        once: { ...rejectedOutcomes("invalid"), list: "value, 2" },
    },
    {
        fault: "rejected without a code, with 200",
        effect: respond(200, { is_success: false, error_msg: "not today" }),
        why: "is_success: false is an error response",
        once: rejectedOutcomes("rejected"),
    },
    {
        fault: "no such job, with 404",
        effect: respondWithCode(404, "ModelArts.0015"),
        why: "only a call on one job reports not found",
        once: {
            ...sameOutcomes("invalid, 1", "not-found, 1, nothing", "invalid, 1+0, nothing"),
            show: "not-found, 1",
        },
    },
    {
        fault: "no such API, with 404",
        effect: respond(404, {
            error_code: "APIGW.0101",
            error_msg: "no such API",
            request_id: "r-1",
        }),
        why: "a missing API does not prove that the job is missing",
        once: rejectedOutcomes("not-offered"),
    },
];
