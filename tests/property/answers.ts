import fc from "fast-check";
import { json, corruptObject } from "./jsonTexts";
import { text } from "./texts";

const quoted = text.map((value) => JSON.stringify(value));
const id = fc.oneof(fc.nat().map(String), quoted);
const status = fc.nat({ max: 25 }).map(String);

const jobFields = {
    job_id: id,
    job_name: quoted,
    job_desc: quoted,
    status,
    create_time: "1706745599000",
    duration: "90500",
    service_url: quoted,
    train_url: quoted,
    resource_id: quoted,
    remaining_duration: "1800",
    schedule: '[{"type":"stop","time_unit":"HOURS","duration":4}]',
};
const job = corruptObject(jobFields);
const token = corruptObject({
    project: corruptObject({ id, name: quoted }),
    user: corruptObject({ id, name: quoted }),
});
const arrayOf = (items: fc.Arbitrary<string>) =>
    fc
        .array(fc.oneof({ weight: 5, arbitrary: items }, { weight: 1, arbitrary: json }), { maxLength: 3 })
        .map((all) => `[${all.join(",")}]`);

/** What each call is answered with, as JSON, and what may have become of it on the way. */
export const responses = {
    job,
    page: corruptObject({
        is_success: "true",
        job_total_count: fc.nat({ max: 5 }).map(String),
        jobs: arrayOf(job),
    }),
    act: corruptObject({ is_success: "true", job_id: id }),
    projects: corruptObject({
        projects: arrayOf(corruptObject({ id, name: fc.oneof(fc.constant('"cn-north-4"'), quoted) })),
    }),
    login: corruptObject({ token }),
    jobAndLogin: corruptObject({ ...jobFields, token }),
    refusal: corruptObject({
        is_success: fc.constantFrom("false", "true"),
        error_code: fc.constantFrom(
            ...["ModelArts.0102", "ModelArts.0103", "ModelArts.0105", "APIG.0307", "APIG.0308", "X.1"].map(
                (code) => JSON.stringify(code),
            ),
        ),
        error_msg: quoted,
        request_id: quoted,
    }),
    iamRefusal: corruptObject({ error: corruptObject({ code: "401", message: quoted, title: quoted }) }),
} satisfies Readonly<Record<string, fc.Arbitrary<string>>>;
