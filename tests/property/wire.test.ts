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
const readers: Readonly<Record<string, (json: unknown) => void>> = {
    show: (read) => {
        const job = readShowResponse("8992")(read);
        if (job !== undefined) expectValidJob(job);
    },
    create: (read) => {
        const job = readCreateResponse(read);
        if (job !== undefined) expectValidJob(job);
    },
    list: (read) => {
        const page = readListResponse(read);
        if (page === undefined) return;
        page.jobs.forEach(expectValidJob);
        expect(page.entryCount).toBeGreaterThanOrEqual(page.jobs.length);
        expect(page.total === undefined || Number.isFinite(page.total)).toBe(true);
    },
    act: (read) => {
        expect([true, undefined]).toContain(readActionResponse(read));
    },
    projects: (read) => {
        for (const { id, name } of readProjectsResponse(read) ?? []) {
            expect(id).toMatch(idPattern);
            expect(typeof name).toBe("string");
        }
    },
    login: (read) => {
        const login = readTokenResponse(read, { "x-subject-token": "fake-token" });
        if (login === undefined) return;
        expect(login.token).toBe("fake-token");
        if (login.projectId !== undefined) expect(login.projectId).toMatch(idPattern);
    },
    refusal: (read) => {
        const refusal = readErrorResponse(read);
        if (refusal === undefined) return;
        for (const part of [refusal.code, refusal.message, refusal.requestId])
            expect(["string", "undefined"]).toContain(typeof part);
    },
};

/** Whatever it was an answer to. */
function readAll(body: string): void {
    const read = readJson(body);
    for (const reader of Object.values(readers)) reader(read);
}

describe("what is read from an answer is right or nothing", () => {
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
