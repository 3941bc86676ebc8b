import fc from "fast-check";
import { hostileText, text } from "./texts";

/** Numbers as JSON, among them some that no variable can hold. */
const numbers = fc.constantFrom(
    ..."0|-0|1|8|-1|8.5|1e400|-1e400|1e-400|1E+2|1e21|9007199254740993|-9223372036854775809".split("|"),
    "9".repeat(400),
);
const quotedText = text.map((value) => JSON.stringify(value));

/** Any JSON, as text. */
export const json: fc.Arbitrary<string> = fc.oneof(
    { weight: 3, arbitrary: fc.json({ maxDepth: 3, stringUnit: fc.oneof(hostileText, fc.string()) }) },
    quotedText,
    numbers,
);

/** Draws the text, which is at times cut off, has something before or after it, or is something else. */
export function corruptText(whole: fc.Arbitrary<string>): fc.Arbitrary<string> {
    const before = fc.constantFrom("\ufeff", " ", "x", "\u0000");
    return fc.oneof(
        { weight: 8, arbitrary: whole },
        fc.tuple(whole, fc.nat({ max: 200 })).map(([all, length]) => all.slice(0, length)),
        fc.tuple(before, whole, hostileText).map((parts) => parts.join("")),
        text,
    );
}

/** Draws an object with these fields (as JSON): most are right, others are missing, wrong or doubled, and there may be more. */
function corruptObject(fields: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<string> {
    const key = fc.oneof(fc.constantFrom(...Object.keys(fields), "error", "is_success"), hostileText);
    const entries = Object.entries(fields).map(([name, valid]) => {
        const values = fc.oneof(
            { weight: 12, arbitrary: fc.tuple(valid) },
            { weight: 2, arbitrary: fc.tuple(json) },
            fc.constant([]),
            fc.tuple(valid.map((one) => JSON.stringify(one))),
            fc.tuple(valid, json),
        );
        return values.map((all: readonly string[]) => all.map((value) => [name, value] as const));
    });
    const others = fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        fc.array(fc.tuple(key, json), { maxLength: 3 }),
    );
    return fc.tuple(...entries, others).map((all) => {
        const members = all.flat().map(([name, value]) => `${JSON.stringify(name)}:${value}`);
        return `{${members.join(",")}}`;
    });
}

function arrayOf(items: fc.Arbitrary<string>): fc.Arbitrary<string> {
    const item = fc.oneof({ weight: 5, arbitrary: items }, json);
    return fc.array(item, { maxLength: 3 }).map((all) => `[${all.join(",")}]`);
}

const id = fc.oneof(fc.nat().map(String), quotedText);
const yes = fc.constant("true");
const jobFields = {
    job_id: id,
    job_name: quotedText,
    job_desc: quotedText,
    status: fc.nat({ max: 25 }).map(String),
    create_time: fc.constant("1706745599000"),
    duration: fc.constant("90500"),
    service_url: quotedText,
    train_url: quotedText,
    resource_id: quotedText,
    remaining_duration: fc.constant("1800"),
    schedule: fc.constant('[{"type":"stop","time_unit":"HOURS","duration":4}]'),
};
const job = corruptObject(jobFields);
const namedEntry = corruptObject({ id, name: quotedText });
const token = corruptObject({ project: namedEntry, user: namedEntry });
const project = corruptObject({ id, name: fc.oneof(fc.constant('"cn-north-4"'), quotedText) });
const code = fc
    .constantFrom("ModelArts.0102", "ModelArts.0103", "ModelArts.0105", "APIG.0307", "APIG.0308", "X.1")
    .map((one) => JSON.stringify(one));

/** The response to each call, as JSON, with some of its parts corrupt. */
export const responses = {
    job,
    page: corruptObject({
        is_success: yes,
        job_total_count: fc.nat({ max: 5 }).map(String),
        jobs: arrayOf(job),
    }),
    action: corruptObject({ is_success: yes, job_id: id }),
    projects: corruptObject({ projects: arrayOf(project) }),
    token: corruptObject({ token }),
    jobAndToken: corruptObject({ ...jobFields, token }),
    refusal: corruptObject({
        is_success: fc.constantFrom("false", "true"),
        error_code: code,
        error_msg: quotedText,
        request_id: quotedText,
    }),
    iamRefusal: corruptObject({
        error: corruptObject({ code: fc.constant("401"), message: quotedText, title: quotedText }),
    }),
} satisfies Readonly<Record<string, fc.Arbitrary<string>>>;
