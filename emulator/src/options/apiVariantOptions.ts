import { amount, choice, flag, isRecord, custom, toNumber } from "./spec";

export type NumberForm = "number" | "string";
/** One form for all calls, or one for each; a call that is not named has numbers. */
export type NumberForms = NumberForm | Partial<Record<"create" | "show" | "list", NumberForm>>;

const documentedForms: NumberForms = { create: "string" };
const numberFormOption = (help: string) =>
    custom<NumberForms>(
        documentedForms,
        "number|string|create=string,…",
        help,
        checkNumberForms,
        parseShortForms,
    );

/** How the service formats its responses. */
export const apiVariantOptions = {
    jobIdForm: numberFormOption("how a job ID is written"),
    statusForm: numberFormOption("how a status is written"),
    createTimeForm: numberFormOption("how a create time is written"),
    scheduleField: choice(["absent", "time_unit", "timeUnit"], "absent", "schedule of a listed job"),
    scheduleShape: choice(["array", "object"], "array", "its shape"),
    scheduleOnShow: flag(false, "show has the schedule too"),
    remainingDuration: choice(["absent", "null", "number"], "absent", "remaining_duration"),
    isSuccess: choice(
        ["documented", "everywhere", "absent"],
        "documented",
        "is_success: not on show, or there too, or only where nothing else is answered",
    ),
    emptyDescription: choice(["empty", "null", "absent"], "empty", "job_desc of a job that has none"),
    trainUrlSlash: choice(["as-given", "with", "without"], "as-given", "the last slash of train_url"),
    serviceUrl: choice(["running", "early"], "running", "when a job has its service_url"),
    extraFields: flag(false, "fields that no document names"),
    messageField: choice(["error_message", "error_msg"], "error_message", "where ModelArts puts its message"),
    errorStatus: choice(["4xx", "200"], "4xx", "HTTP status of error responses of ModelArts"),
    codePrefix: choice(["APIG", "APIGW"], "APIG", "prefix of the codes of the gateway"),
    iamEnvelope: choice(["old", "new"], "old", "form of IAM's error responses"),
    httpStatus: custom<Readonly<Record<string, number>>>(
        {},
        "CODE=STATUS,…",
        "HTTP status by error code",
        checkStatusByCode,
        parseShortStatuses,
    ),
    perPageMax: amount(1000, "N", "more than this is not listed at a time", { min: 1, whole: true }),
    defaultOrder: choice(["desc", "asc"], "desc", "order of a list by default"),
    totalCount: flag(true, "list says how many jobs there are"),
    listLimits: flag(true, "list says what is left of the quotas"),
};

function checkNumberForms(value: unknown): NumberForms {
    if (isForm(value)) return value;
    const calls = ["create", "show", "list"];
    const fits = isRecord(value) && Object.entries(value).every(([k, v]) => calls.includes(k) && isForm(v));
    if (!fits) throw new TypeError("takes number, string, or one of them for create, show and list");
    return value;
}

function isForm(value: unknown): value is NumberForm {
    return value === "number" || value === "string";
}

function parseShortForms(input: string): unknown {
    return input.includes("=") ? parsePairs(input) : input;
}

function checkStatusByCode(value: unknown): Readonly<Record<string, number>> {
    if (!isRecord(value)) throw new TypeError("takes HTTP statuses by error code");
    const entries = Object.entries(value).map(([code, status]) => {
        if (typeof status !== "number" || !(status >= 200 && status <= 599))
            throw new TypeError("takes HTTP statuses from 200 to 599");
        return [code, status] as const;
    });
    return Object.fromEntries(entries);
}

function parseShortStatuses(input: string): unknown {
    return Object.fromEntries(
        Object.entries(parsePairs(input)).map(([code, status]) => [code, toNumber(status)]),
    );
}

function parsePairs(input: string): Record<string, string> {
    const split = (one: string): [string, string] => {
        const [name = "", value = ""] = one.split("=");
        return [name.trim(), value.trim()];
    };
    return Object.fromEntries(input.split(",").map(split));
}
