import { readJson } from "../../../../../provider/src/modelarts/http/body";
import { readTokenResponse, readProjectsResponse } from "../../../../../provider/src/modelarts/auth/iam";
import {
    readCreateResponse,
    readActionResponse,
    readListResponse,
    readShowResponse,
} from "../../../../../provider/src/modelarts/jobs/wire";

const strange = [
    ["empty", '""'],
    ["the folder above", '".."'],
    ["a path", '"a/b"'],
    ["two lines", '"8992\\nerror: forged"'],
    ["half a character", '"\\ud800"'],
    ["no whole number", "8.5"],
    ["beyond all numbers", "1e400"],
    ["a number that nobody writes so", "1e21"],
    ["more digits than any ID has", "9".repeat(400)],
] as const;

describe.each(strange)("an ID that is %s", (_, id) => {
    test("is none: what was made is looked for, and what was listed is left out", () => {
        expect(readCreateResponse(readJson(`{"job_id":${id},"status":8}`))).toBeUndefined();
        expect(readActionResponse(readJson(`{"job_id":${id}}`))).toBeUndefined();
        const page = readListResponse(
            readJson(`{"jobs":[{"job_id":${id},"status":8},{"job_id":7,"status":8}]}`),
        );
        expect(page?.jobs.map((job) => job.id)).toEqual(["7"]);
    });

    test("is that of the job that was asked for, where that is shown", () => {
        expect(readShowResponse("8992")(readJson(`{"job_id":${id},"status":8}`))?.id).toBe("8992");
    });

    test("is that of no project", () => {
        const project = `{"id":${id},"name":"cn-north-4"}`;
        expect(readProjectsResponse(readJson(`{"projects":[${project}]}`))).toBeUndefined();
        const headers = { "x-subject-token": "fake-token" };
        expect(
            readTokenResponse(readJson(`{"token":{"project":${project}}}`), headers)?.projectId,
        ).toBeUndefined();
    });
});

describe("a number beyond all numbers", () => {
    test("is no status", () => {
        for (const status of ["1e400", `"${"9".repeat(400)}"`])
            expect(readShowResponse("8992")(readJson(`{"job_id":8992,"status":${status}}`))).toBeUndefined();
    });

    test("in any other field is left out", () => {
        const fields = `"duration":1e400,"remaining_duration":-1e400,"schedule":{"duration":1e400},"create_time":1e400`;
        const job = readShowResponse("8992")(readJson(`{"job_id":8992,"status":8,${fields}}`));
        expect(Object.keys(job ?? {})).toEqual(["id", "status"]);
    });

    test("is no total of a list", () => {
        expect(readListResponse(readJson('{"jobs":[],"job_total_count":1e400}'))).toEqual({
            jobs: [],
            entryCount: 0,
        });
    });
});
