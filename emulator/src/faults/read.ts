import { isRecord } from "../options/spec";
import { calls } from "../route";
import type { FaultOrder } from "./fault";

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
const isFlag: Test = (value) => typeof value === "boolean";
const isCount: Test = (value) => typeof value === "number" && Number.isInteger(value) && value > 0;
const isTime: Test = (value) => typeof value === "number" && value >= 0;
const isStatus: Test = (value) => isCount(value) && Number(value) >= 200 && Number(value) <= 599;

const whenFields: Readonly<Record<string, Test>> = {
    match: isMatch,
    nth: isCount,
    times: (value) => value === "always" || isCount(value),
    work: isFlag,
};

const kinds: Readonly<Record<string, Readonly<Record<string, Test>>>> = {
    answer: { answer: isCanned },
    "reset-before": {},
    "reset-after": {},
    silence: {},
    drip: { interval: isTime },
    half: {},
    "half-json": {},
    html: { status: isStatus },
    redirect: { location: isText, status: isStatus },
    empty: { status: isStatus },
    delay: { seconds: isTime },
};
const required: readonly string[] = ["answer", "location", "seconds"];

/** Reads a fault that came as JSON. Throws a TypeError that says what is wrong with it. */
export function checkFault(value: unknown): FaultOrder {
    if (!isRecord(value)) throw new TypeError("A fault is an object.");
    const { kind = "answer", ...rest } = value;
    const own = typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!own) throw new TypeError(`The kind of a fault is one of ${Object.keys(kinds).join(", ")}.`);
    const missing = Object.keys(own).find((name) => required.includes(name) && !(name in rest));
    if (missing !== undefined) throw new TypeError(`A fault of this kind needs ${missing}.`);
    checkFields(rest, { ...whenFields, ...own });
    return { kind, ...rest } as FaultOrder;
}

function checkFields(given: Readonly<Record<string, unknown>>, tests: Readonly<Record<string, Test>>): void {
    for (const [name, value] of Object.entries(given)) {
        const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
        if (!test) throw new TypeError(`A fault of this kind has no ${name}.`);
        if (!test(value)) throw new TypeError(`This ${name} does not fit a fault.`);
    }
}

function isMatch(value: unknown): boolean {
    if (!isRecord(value)) return false;
    checkFields(value, {
        call: (call) => calls.some((one) => one === call),
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

function isCanned(value: unknown): boolean {
    if (!isRecord(value) || !isStatus(value.status)) return false;
    const { headers = {} } = value;
    return isRecord(headers) && Object.values(headers).every(isText);
}
