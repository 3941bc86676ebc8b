import fc from "fast-check";
import { statusFromCode } from "../../provider/src/modelarts/status";
import { readJson, readErrorResponse } from "../../provider/src/modelarts/http/body";
import { readTokenResponse, readProjectsResponse } from "../../provider/src/modelarts/auth/iam";
import {
    readCreateResponse,
    readActionResponse,
    readListResponse,
    readShowResponse,
} from "../../provider/src/modelarts/jobs/wire";
import { responses } from "./responses";
import { json, corruptText } from "./responses";
import { runParameters } from "./runs";
import { text } from "./texts";
import { idPattern, expectValidJob, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

/** Expects nothing or a valid value from each reader. */
const readers: Readonly<Record<string, (value: unknown) => void>> = {
    show: (value) => {
        const job = readShowResponse("8992")(value);
        if (job !== undefined) expectValidJob(job);
    },
    create: (value) => {
        const job = readCreateResponse(value);
        if (job !== undefined) expectValidJob(job);
    },
    list: (value) => {
        const page = readListResponse(value);
        if (page === undefined) return;
        page.jobs.forEach(expectValidJob);
        expect(page.entryCount).toBeGreaterThanOrEqual(page.jobs.length);
        expect(page.total === undefined || Number.isFinite(page.total)).toBe(true);
    },
    action: (value) => {
        expect([true, undefined]).toContain(readActionResponse(value));
    },
    projects: (value) => {
        for (const { id, name } of readProjectsResponse(value) ?? []) {
            expect(id).toMatch(idPattern);
            expect(typeof name).toBe("string");
        }
    },
    token: (value) => {
        const response = readTokenResponse(value, { "x-subject-token": "fake-token" });
        if (response === undefined) return;
        expect(response.token).toBe("fake-token");
        if (response.projectId !== undefined) expect(response.projectId).toMatch(idPattern);
    },
    refusal: (value) => {
        const refusal = readErrorResponse(value);
        if (refusal === undefined) return;
        for (const part of [refusal.code, refusal.message, refusal.requestId])
            expect(["string", "undefined"]).toContain(typeof part);
    },
};

/** Reads a body as the response to each request. */
function readAll(body: string): void {
    const value = readJson(body);
    for (const reader of Object.values(readers)) reader(value);
}

describe("what is read from a response is right or nothing", () => {
    test.each(Object.entries({ ...responses, "any JSON": json }))(
        "whatever came in place of: %s",
        (_, response) => {
            fc.assert(fc.property(corruptText(response), readAll), runParameters(300));
        },
    );

    test("whatever the text", () => {
        fc.assert(fc.property(text, readAll), runParameters(500));
    });

    test.each([
        ["brackets", "[".repeat(100_000) + "]".repeat(100_000)],
        ["open brackets", "[".repeat(100_000)],
        ["objects", '{"jobs":'.repeat(100_000) + "1" + "}".repeat(100_000)],
        ["lists in a job", `{"job_id":1,"status":8,"is_success":true,"jobs":${"[".repeat(100_000)}`],
    ])("and nothing, without an overflow, of %s in each other, a hundred thousand deep", (_, body) => {
        expect(readJson(body)).toBeUndefined();
        readAll(body);
    });

    test.each([
        ["digits", `{"job_id":${"9".repeat(1_000_000)},"status":${"8".repeat(1_000_000)}}`],
        [
            "characters",
            `{"job_id":"${"9".repeat(1_000_000)}","job_name":"${"x".repeat(1_000_000)}","status":8}`,
        ],
        ["escapes", `{"error_msg":"${"\\u000a".repeat(200_000)}","error_code":"${"\\n".repeat(200_000)}"}`],
        ["entries", `{"jobs":[${"null,".repeat(300_000)}null]}`],
    ])("though there are millions of %s", (_, body) => {
        readAll(body);
    });
});

test("a status has a name and a phase, whatever its number", () => {
    fc.assert(
        fc.property(fc.double(), (code) => {
            const status = statusFromCode(code);
            expect(status.name).not.toBe("");
            expect(typeof status.state).toBe("string");
        }),
        runParameters(200),
    );
});
