import { createStatusLine } from "../../../provider/src/lifecycle/messages";
import { ModelArtsError } from "../../../provider/src/modelarts/errors";
import { statuses, statusFromCode } from "../../../provider/src/modelarts/status";

function startLine() {
    const texts: string[] = [];
    return { texts, ...createStatusLine((text) => texts.push(text)) };
}

const jobWith = (code: number) => ({ id: "8992", name: "board", status: statusFromCode(code) });
const error = (kind: ModelArtsError["kind"], httpStatus?: number) =>
    new ModelArtsError({ kind, operation: "stop", reason: "of the test", httpStatus });

describe("createStatusLine", () => {
    test("shows each status once, with the goal until the job has reached it", () => {
        const { texts, onProgress } = startLine();
        for (const code of [1, 7, 7, 7, 8]) onProgress(jobWith(code), "running");
        expect(texts).toEqual(["INIT -> running", "WAITING -> running", "RUNNING"]);
    });

    test("ends with deleted where the service has no job any more", () => {
        const { texts, onProgress } = startLine();
        for (const code of [9, 10]) onProgress(jobWith(code), "deleted");
        onProgress(undefined, "deleted");
        expect(texts).toEqual(["KILLING -> deleted", "COMPLETED -> deleted", "deleted"]);
    });

    test("shows an observation without a goal only in place of a retry", () => {
        const { texts, onProgress, onRetry } = startLine();
        onProgress(jobWith(8));
        onRetry(error("network"));
        onRetry(error("timeout"));
        onProgress(jobWith(8));
        expect(texts).toEqual(["retry: no response", "RUNNING"]);
    });

    test.each([
        [error("throttled", 429), "retry: throttled"],
        [error("server-error", 503), "retry: HTTP 503"],
        [error("unexpected-response", 200), "retry: bad response"],
    ])("shows why a request is sent again: %#", (reason, text) => {
        const { texts, onRetry } = startLine();
        onRetry(reason);
        expect(texts).toEqual([text]);
    });

    test.each(["running", "stopped", "deleted"] as const)(
        "begins with the status, in at most 20 characters, where the goal is %s",
        (goal) => {
            for (const { code, name } of [...statuses, statusFromCode(12345)]) {
                const { texts, onProgress } = startLine();
                onProgress(jobWith(code), goal);
                expect(texts[0]?.length).toBeLessThanOrEqual(20);
                expect(texts[0]?.startsWith(name.slice(0, 19))).toBe(true);
            }
        },
    );

    test("cuts the name of a status that is too long", () => {
        const { texts, onProgress } = startLine();
        onProgress(jobWith(20), "running");
        expect(texts).toEqual(["CHECK_RUNNING_COMPL…"]);
    });
});
