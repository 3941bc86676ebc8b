import type { Effect } from "../../../../emulator/src";
import { type FaultMatrixRow, sameOutcomes, retriedOutcomes } from "./outcomes";

const errorResponse = (status: number, body: object): Effect => ({
    kind: "response",
    response: { status, body: { ...body } },
});

/** Complete responses that do not say what the service did, and error responses. */
export const responseFaults: readonly FaultMatrixRow[] = [
    {
        fault: "html with 200",
        effect: { kind: "html" },
        why: "a login page does not come from the service, and the outcome is unknown",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response?, 1, nothing",
            "unexpected-response?, 1+4, nothing",
        ),
    },
    {
        fault: "html with 403",
        effect: { kind: "html", status: 403 },
        why: "the client error of a proxy means that nothing was done",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response, 1, nothing",
            "unexpected-response, 1+0, nothing",
        ),
    },
    {
        fault: "html with 404",
        effect: { kind: "html", status: 404 },
        why: "a page with 404 does not prove that the job is missing",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response, 1, nothing",
            "unexpected-response, 1+0, nothing",
        ),
    },
    {
        fault: "html with 429",
        effect: { kind: "html", status: 429 },
        why: "a throttled request was not done, so every call is retried",
        once: sameOutcomes("value, 2", "value, 2, done", "value, 2+0, done"),
        always: sameOutcomes("throttled, 3", "throttled, 3, nothing", "throttled, 3+0, nothing"),
    },
    {
        fault: "html with 502",
        effect: { kind: "html", status: 502 },
        why: "a gateway does not know the outcome",
        once: retriedOutcomes("server-error?, 1, nothing", "server-error?, 1+4, nothing"),
        always: {
            ...sameOutcomes("server-error, 3", "server-error?, 1, nothing", "server-error?, 1+4, nothing"),
            update: "server-error?, 3, nothing",
        },
    },
    {
        fault: "html with 504 after the work is done",
        effect: { kind: "html", status: 504, carryOut: true },
        why: "the gateway timed out although the service did the work",
        once: retriedOutcomes("server-error?, 1, done", "value, 1+1, done"),
    },
    {
        fault: "empty with 200",
        effect: { kind: "empty" },
        why: "an empty body says nothing about the outcome",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response?, 1, nothing",
            "unexpected-response?, 1+4, nothing",
        ),
    },
    {
        fault: "empty with 200 after the work is done",
        effect: { kind: "empty", carryOut: true },
        why: "an empty body does not prove that nothing was done",
        once: sameOutcomes("unexpected-response, 1", "unexpected-response?, 1, done", "value, 1+1, done"),
    },
    {
        fault: "empty with 503",
        effect: { kind: "empty", status: 503 },
        why: "the HTTP status decides when there is no code",
        once: retriedOutcomes("server-error?, 1, nothing", "server-error?, 1+4, nothing"),
    },
    {
        fault: "redirect",
        effect: { kind: "redirect", location: "http://127.0.0.1:1/elsewhere", status: 307 },
        why: "a redirect is not followed, and nothing was done",
        once: sameOutcomes("redirect, 1", "redirect, 1, nothing", "redirect, 1+0, nothing"),
    },
    {
        fault: "{} with 200",
        effect: errorResponse(200, {}),
        why: "JSON without the expected fields does not come from the service",
        once: sameOutcomes(
            "unexpected-response, 1",
            "unexpected-response?, 1, nothing",
            "unexpected-response?, 1+4, nothing",
        ),
    },
    {
        fault: "throttled, with 429",
        effect: errorResponse(429, { error_code: "APIGW.0308", error_msg: "too many" }),
        why: "a throttled request was not done, so every call is retried",
        once: sameOutcomes("value, 2", "value, 2, done", "value, 2+0, done"),
        always: sameOutcomes("throttled, 3", "throttled, 3, nothing", "throttled, 3+0, nothing"),
    },
    {
        fault: "throttled, with 200",
        effect: errorResponse(200, {
            is_success: false,
            error_code: "ModelArts.0114",
            error_msg: "too many",
        }),
        why: "the code decides, not the HTTP status 200",
        once: sameOutcomes("value, 2", "value, 2, done", "value, 2+0, done"),
    },
    {
        fault: "throttled, with 503",
        effect: {
            ...errorResponse(503, {
                is_success: false,
                error_code: "ModelArts.0114",
                error_message: "too many",
            }),
            carryOut: true,
        },
        why: "with a 5xx status a throttled create may have made a job, so it is not repeated",
        once: retriedOutcomes("throttled?, 1, done", "value, 1+1, done"),
    },
    {
        fault: "a server error, with 500",
        effect: errorResponse(500, { is_success: false, error_code: "ModelArts.0010", error_message: "no" }),
        why: "a server error may come after the work is done",
        once: retriedOutcomes("server-error?, 1, nothing", "server-error?, 1+4, nothing"),
        always: {
            ...sameOutcomes("server-error, 3", "server-error?, 1, nothing", "server-error?, 1+4, nothing"),
            update: "server-error?, 3, nothing",
        },
    },
    {
        fault: "a timeout of the service, with 408",
        effect: errorResponse(408, { is_success: false, error_code: "ModelArts.6100", error_message: "no" }),
        why: "a timeout of the service may come after the work is done",
        once: retriedOutcomes("server-error?, 1, nothing", "server-error?, 1+4, nothing"),
    },
    {
        fault: "an invalid parameter, with 500",
        effect: errorResponse(500, { is_success: false, error_code: "ModelArts.0104", error_message: "no" }),
        why: "the code decides, not the HTTP status, and nothing was done",
        once: sameOutcomes("invalid, 1", "invalid, 1, nothing", "invalid, 1+0, nothing"),
    },
    {
        fault: "rejected without a code, with 200",
        effect: errorResponse(200, { is_success: false, error_msg: "not today" }),
        why: "is_success: false is an error response",
        once: sameOutcomes("rejected, 1", "rejected, 1, nothing", "rejected, 1+0, nothing"),
    },
    {
        fault: "no such job, with 404",
        effect: errorResponse(404, {
            is_success: false,
            error_code: "ModelArts.0015",
            error_msg: "no such job",
        }),
        why: "only a call on one job reports not found",
        once: {
            ...sameOutcomes("invalid, 1", "not-found, 1, nothing", "invalid, 1+0, nothing"),
            show: "not-found, 1",
        },
    },
    {
        fault: "no such API, with 404",
        effect: errorResponse(404, {
            error_code: "APIGW.0101",
            error_msg: "no such API",
            request_id: "r-1",
        }),
        why: "a missing API does not prove that the job is missing",
        once: sameOutcomes("not-offered, 1", "not-offered, 1, nothing", "not-offered, 1+0, nothing"),
    },
];
