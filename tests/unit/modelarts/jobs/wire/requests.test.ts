import type { JobSpec } from "../../../../../provider/src/modelarts/job";
import { formatCreateBody, formatDescriptionBody } from "../../../../../provider/src/modelarts/jobs/wire";

const minimalSpec: JobSpec = { name: "board", trainUrl: "/bucket/logs/" };

describe("formatCreateBody", () => {
    test.each<[string, Partial<JobSpec>, object]>([
        ["name and folder alone", {}, {}],
        ["a description", { description: "état" }, { job_desc: "état" }],
        ["an empty description", { description: "" }, { job_desc: "" }],
        ["a type", { jobType: "mindinsight" }, { job_type: "mindinsight" }],
        ["a flavor as an object with its code", { flavor: "f.1" }, { flavor: { code: "f.1" } }],
        [
            "an automatic stop as a list of one entry",
            { autoStopHours: 4 },
            { schedule: [{ type: "stop", time_unit: "HOURS", duration: 4 }] },
        ],
        [
            "an automatic stop after 0 hours, which is not dropped",
            { autoStopHours: 0 },
            { schedule: [{ type: "stop", time_unit: "HOURS", duration: 0 }] },
        ],
    ])("writes %s", (_, spec, fields) => {
        const body: unknown = JSON.parse(formatCreateBody({ ...minimalSpec, ...spec }));
        expect(body).toStrictEqual({ job_name: "board", train_url: "/bucket/logs/", ...fields });
    });
});

describe("formatDescriptionBody", () => {
    test.each(["text", "", "0", 'quotes " and \n breaks', "训练"])(
        "writes only the description %j",
        (description) => {
            expect(JSON.parse(formatDescriptionBody(description))).toStrictEqual({ job_desc: description });
        },
    );
});
