import * as v from "valibot";
import { isRecord } from "../json";
import { amount, choice, flag, list, type Spec, text, toNumber } from "./spec";

const formMessage = "takes number, string, or one of them for create, show and list";
const form = v.picklist(["number", "string"], formMessage);
const formOfCall = v.exactOptional(form);
/** Sets one form for all calls, or one for each call. A call without a form has numbers. */
const formsSchema = v.union(
    [form, v.strictObject({ create: formOfCall, show: formOfCall, list: formOfCall }, formMessage)],
    formMessage,
);
export type NumberForms = v.InferOutput<typeof formsSchema>;

const numberForms = (help: string): Spec<NumberForms> => ({
    initial: { create: "string" },
    argument: "number|string|create=string,…",
    help,
    schema: formsSchema,
    fromText: (text) => (text.includes("=") ? parsePairs(text, (form) => form) : text),
});

const statusRule = "takes HTTP statuses from 200 to 599";
const status = v.pipe(v.number(statusRule), v.minValue(200, statusRule), v.maxValue(599, statusRule));
const httpStatus: Spec<Readonly<Record<string, number>>> = {
    initial: {},
    argument: "CODE=STATUS,…",
    help: "HTTP status by error code",
    schema: v.pipe(
        v.custom<Record<string, unknown>>(isRecord, "takes HTTP statuses by error code"),
        v.record(v.string(), status),
    ),
    fromText: (text) => parsePairs(text, toNumber),
};

function parsePairs(text: string, read: (value: string) => unknown): Record<string, unknown> {
    const pairs = text.split(",").map((pair) => pair.split("="));
    return Object.fromEntries(pairs.map(([name = "", value = ""]) => [name.trim(), read(value.trim())]));
}

const sortKeys = ["job_id", "job_name", "job_desc", "create_time", "status"] as const;
const sortKey = choice(sortKeys, "job_id", "");

/** Editions of the service differ in these options. */
export const editionOptions = {
    jobIdForm: numberForms("how a job ID is written"),
    statusForm: numberForms("how a status is written"),
    createTimeForm: numberForms("how a create time is written"),
    scheduleField: choice(["absent", "time_unit", "timeUnit"], "absent", "schedule of a listed job"),
    scheduleShape: choice(["array", "object"], "array", "its shape"),
    scheduleOnShow: flag(false, "show has the schedule too"),
    remainingDuration: choice(["absent", "null", "number"], "absent", "remaining_duration"),
    isSuccess: choice(
        ["documented", "everywhere", "absent"],
        "documented",
        "is_success: not on show, or there too, or only where the response has nothing else",
    ),
    emptyDescription: choice(["empty", "null", "absent"], "empty", "job_desc of a job that has none"),
    trainUrlSlash: choice(["as-given", "with", "without"], "as-given", "the last slash of train_url"),
    serviceUrl: choice(["running", "early"], "running", "when a job has its service_url"),
    extraFields: flag(false, "fields that no document names"),
    messageField: choice(["error_message", "error_msg"], "error_message", "where ModelArts puts its message"),
    errorStatus: choice(["4xx", "200"], "4xx", "HTTP status of error responses of ModelArts"),
    codePrefix: choice(["APIG", "APIGW"], "APIG", "prefix of the codes of the gateway"),
    iamEnvelope: choice(["old", "new"], "old", "form of IAM's error responses"),
    httpStatus,
    contentTypeRequired: flag(false, "a request without Content-Type: application/json gets 415"),
    perPageMax: amount(1000, "N", "a list takes no larger per_page", { min: 1, whole: true }),
    perPageAbove: choice(["rejected", "clamped"], "rejected", "what a larger per_page gets"),
    searchMax: amount(64, "N", "a list takes no longer search_content", { whole: true }),
    sortKeys: list(sortKey, [...sortKeys], "KEYS", "what a list can be sorted by"),
    defaultOrder: choice(["asc", "desc"], "asc", "order of a list by default"),
    newFields: choice(["taken", "ignored", "rejected"], "taken", "job_type, flavor and schedule of a create"),
    unknownJob: text("ModelArts.0015", "CODE", "error code for an unknown job"),
    projectIdRequired: flag(false, "a signed ModelArts call must have X-Project-Id"),
    totalCount: flag(true, "list says how many jobs there are"),
    listLimits: flag(true, "list says what is left of the quotas"),
};

type Edition = Partial<{ [K in keyof typeof editionOptions]: (typeof editionOptions)[K]["initial"] }>;

const october2021: Edition = {
    scheduleField: "timeUnit",
    remainingDuration: "null",
    isSuccess: "everywhere",
};

/** Says where the API reference of an operator in one year differs from that of Huawei Cloud in 2025. */
export const editions = {
    "huawei-2019": {
        messageField: "error_msg",
        isSuccess: "everywhere",
        perPageMax: 100,
        searchMax: 100,
        defaultOrder: "desc",
        newFields: "ignored",
        unknownJob: "ModelArts.0102",
    },
    "huawei-2021": october2021,
    "huawei-2025": {},
    "otc-2022": { ...october2021, projectIdRequired: true },
    "otc-2025": { projectIdRequired: true, unknownJob: "ModelArts.2775" },
} satisfies Readonly<Record<string, Edition>>;
export type EditionName = keyof typeof editions;
