import { isRecord } from "../options/spec";
import { callNames } from "../route";
import type { FaultSpec } from "./fault";

type Validator = (value: unknown) => boolean;

const isText: Validator = (value) => typeof value === "string";
const isFlag: Validator = (value) => typeof value === "boolean";
const isCount: Validator = (value) => typeof value === "number" && Number.isInteger(value) && value > 0;
const isTime: Validator = (value) => typeof value === "number" && value >= 0;
const isStatus: Validator = (value) => isCount(value) && Number(value) >= 200 && Number(value) <= 599;

const triggerFields: Readonly<Record<string, Validator>> = {
    match: isMatch,
    nth: isCount,
    times: (value) => value === "always" || isCount(value),
    carryOut: isFlag,
};

const fieldsByKind: Readonly<Record<string, Readonly<Record<string, Validator>>>> = {
    response: { response: isCannedResponse },
    "reset-before": {},
    "reset-after": {},
    "no-response": {},
    "slow-body": { interval: isTime },
    truncated: {},
    "truncated-json": {},
    html: { status: isStatus },
    redirect: { location: isText, status: isStatus },
    empty: { status: isStatus },
    delay: { seconds: isTime },
};
const requiredFields: readonly string[] = ["response", "location", "seconds"];

/** Checks a fault from JSON. Throws a TypeError that names the invalid field. */
export function readFault(value: unknown): FaultSpec {
    if (!isRecord(value)) throw new TypeError("A fault is an object.");
    const { kind = "response", ...rest } = value;
    const kindFields =
        typeof kind === "string" && Object.hasOwn(fieldsByKind, kind) ? fieldsByKind[kind] : undefined;
    if (!kindFields)
        throw new TypeError(`The kind of a fault is one of ${Object.keys(fieldsByKind).join(", ")}.`);
    const missing = Object.keys(kindFields).find((name) => requiredFields.includes(name) && !(name in rest));
    if (missing !== undefined) throw new TypeError(`A fault of this kind needs ${missing}.`);
    checkFields(rest, { ...triggerFields, ...kindFields });
    return { kind, ...rest } as FaultSpec;
}

function checkFields(
    values: Readonly<Record<string, unknown>>,
    tests: Readonly<Record<string, Validator>>,
): void {
    for (const [name, value] of Object.entries(values)) {
        const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
        if (!test) throw new TypeError(`A fault of this kind has no ${name}.`);
        if (!test(value)) throw new TypeError(`This ${name} does not fit a fault.`);
    }
}

function isMatch(value: unknown): boolean {
    if (!isRecord(value)) return false;
    checkFields(value, {
        call: (call) => callNames.some((one) => one === call),
        method: isText,
        path: isPattern,
        jobId: isText,
        reused: isFlag,
    });
    return true;
}

function isPattern(value: unknown): boolean {
    try {
        return typeof value === "string" && new RegExp(value) instanceof RegExp;
    } catch {
        return false;
    }
}

function isCannedResponse(value: unknown): boolean {
    if (!isRecord(value) || !isStatus(value.status)) return false;
    const { headers = {} } = value;
    return isRecord(headers) && Object.values(headers).every(isText);
}
