import { readJson } from "../../../../../provider/src/modelarts/http/body";
import {
    readCreateResponse,
    readActionResponse,
    readListResponse,
    readShowResponse,
} from "../../../../../provider/src/modelarts/jobs/wire";

const invalidIds = [
    ["empty", '""'],
    ["a parent folder", '".."'],
    ["a path", '"a/b"'],
    ["two lines", '"8992\\nerror: forged"'],
    ["a lone surrogate", '"\\ud800"'],
    ["not an integer", "8.5"],
    ["not finite", "1e400"],
    ["an exponent", "1e21"],
    ["400 digits long", "9".repeat(400)],
] as const;

describe.each(invalidIds)("an ID that is %s", (_, id) => {
    test("is no ID of a response, and its entry in a list is left out", () => {
        expect(readCreateResponse(readJson(`{"job_id":${id},"status":8}`))).toBeUndefined();
        expect(readActionResponse(readJson(`{"job_id":${id}}`))).toBeUndefined();
        const page = readListResponse(
            readJson(`{"jobs":[{"job_id":${id},"status":8},{"job_id":7,"status":8}]}`),
        );
        expect(page?.jobs.map((job) => job.id)).toEqual(["7"]);
    });

    test("is replaced by the requested ID in the response of show", () => {
        expect(readShowResponse("8992")(readJson(`{"job_id":${id},"status":8}`))?.id).toBe("8992");
    });
});

describe("a number that is not finite", () => {
    test("is not a status", () => {
        for (const status of ["1e400", `"${"9".repeat(400)}"`])
            expect(readShowResponse("8992")(readJson(`{"job_id":8992,"status":${status}}`))).toBeUndefined();
    });

    test("is left out of other fields", () => {
        const fields = `"duration":1e400,"remaining_duration":-1e400,"schedule":{"duration":1e400},"create_time":1e400`;
        const job = readShowResponse("8992")(readJson(`{"job_id":8992,"status":8,${fields}}`));
        expect(Object.keys(job ?? {})).toEqual(["id", "status"]);
    });

    test("is not the total of a list", () => {
        expect(readListResponse(readJson('{"jobs":[],"job_total_count":1e400}'))).toEqual({
            jobs: [],
            entryCount: 0,
        });
    });
});
