import type { RequestListener } from "node:http";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator, withoutAccessKey, onlyRequest } from "../../support/emulatedClient";
import { withServer } from "../../support/rawServer";
import { callsOnOneJob, performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const jobs = () => connectToEmulator(emulator()).jobs;

const forms = (["4xx", "200"] as const).flatMap((refusals) =>
    (["error_message", "error_msg"] as const).map((messageField) => ({ refusals, messageField })),
);

describe.each(forms)("a refusal with HTTP status $refusals and its message in $messageField", (form) => {
    beforeEach(() => {
        emulator().setOptions(form);
    });

    test.each([
        ["stop", 10, "This job can't be stop. job status: 10"],
        ["restart", 8, "This job can't be resubmit. job status: 8"],
        ["delete", 9, "This job can't be delete. job status: 9"],
    ] as const)(
        "of a %s at %i is told with the service's own words, code and request ID",
        async (act, status, words) => {
            const { id } = emulator().makeJob({ status });
            const failure = await rejectionOf(jobs()[act](id));
            const httpStatus = form.refusals === "200" ? 200 : 400;
            expect(failure).toMatchObject({
                kind: "wrong-status",
                code: "ModelArts.0105",
                serviceMessage: words,
                httpStatus,
            });
            expect(failure).toMatchObject({ job: { id }, outcomeUnknown: false });
            expect(failure.requestId).toMatch(/^[0-9a-f]{32}$/);
            for (const part of [
                `${act} visualization job (${id})`,
                "ModelArts.0105",
                words,
                failure.requestId,
            ])
                expect(failure.message).toContain(part);
            expect(emulator().job(id)?.status).toBe(status);
        },
    );

    test("of a name that is taken is told as that, and nothing was made", async () => {
        emulator().makeJob({ name: "board" });
        const failure = await rejectionOf(jobs().create({ name: "board", trainUrl: "/bucket/logs/" }));
        expect(failure).toMatchObject({
            kind: "duplicate-name",
            code: "ModelArts.0103",
            outcomeUnknown: false,
        });
        expect(failure.message).toContain('create visualization job "board"');
        expect(emulator().jobs).toHaveLength(1);
    });

    test.each(["ModelArts.0015", "ModelArts.0102"] as const)(
        "of a job that does not exist, as %s, means that it is gone",
        async (code) => {
            emulator().setOptions({ unknownJob: code });
            for (const { run } of callsOnOneJob)
                expect(await rejectionOf(run(jobs(), "999"))).toMatchObject({
                    kind: "not-found",
                    code,
                    job: { id: "999" },
                });
        },
    );

    test("of a workspace that does not exist does not mean that a job is gone", async () => {
        const list = jobs().list({ workspaceId: "w9" })[Symbol.asyncIterator]().next();
        expect(await rejectionOf(list)).toMatchObject({ kind: "invalid", code: "ModelArts.0102" });
    });

    test.each([
        [{ jobQuota: 0 }, "ModelArts.0106", "quota of jobs"],
        [{ runningQuota: 0 }, "ModelArts.0118", "jobs that run at once"],
    ])("of a job too many says which quota is used up: %j", async (options, code, quota) => {
        emulator().setOptions(options);
        const failure = await rejectionOf(jobs().create({ name: "board", trainUrl: "/bucket/logs/" }));
        expect(failure).toMatchObject({ kind: "quota", code });
        expect(failure.message).toContain(quota);
    });

    test("of a wrong parameter is told with the service's words", async () => {
        const failure = await rejectionOf(jobs().create({ name: "no good name", trainUrl: "/bucket/logs/" }));
        expect(failure).toMatchObject({ kind: "invalid", code: "ModelArts.0104" });
        expect(failure.message).toContain("job_name");
    });
});

describe("a refusal of any call", () => {
    const injectResponse = (call: (typeof jobApiCalls)[number], status: number, body: object) =>
        emulator().injectFault({
            match: { call: call.name },
            times: "always",
            answer: { status, body: { ...body } },
        });

    test.each(jobApiCalls)("$name: names the IAM action where one is missing", async (call) => {
        injectResponse(call, 401, { is_success: false, error_code: "ModelArts.0112", error_msg: "no" });
        const failure = await rejectionOf(performCall(call, jobs(), emulator()));
        expect(failure.kind).toBe("permission-denied");
        expect(failure.message).toContain(
            `modelarts:tensorboard:${call.name === "show" ? "get" : call.name}`,
        );
    });

    test.each(jobApiCalls)(
        "$name: is one though the HTTP status says 200 and there is no code",
        async (call) => {
            injectResponse(call, 200, { is_success: false, error_msg: "not today" });
            const failure = await rejectionOf(performCall(call, jobs(), emulator()));
            expect(failure).toMatchObject({ kind: "rejected", serviceMessage: "not today" });
        },
    );

    test.each(jobApiCalls)("$name: is decided by its code, whatever the HTTP status", async (call) => {
        for (const status of [200, 401, 404, 500]) {
            emulator().clearFaults();
            injectResponse(call, status, {
                is_success: false,
                error_code: "ModelArts.0210",
                error_msg: "no",
            });
            expect(await rejectionOf(performCall(call, jobs(), emulator()))).toMatchObject({
                kind: "wrong-project",
                httpStatus: status,
            });
        }
    });

    test.each(["X-Request-Id", "x-request-id", "X-REQUEST-ID"])(
        "has its request ID from the header %s",
        async (name) => {
            const refuse: RequestListener = (_, response) =>
                response.writeHead(400, { [name]: "from-header" }).end('{"is_success":false}');
            await withServer(refuse, async (url) => {
                const { jobs: there } = connectToEmulator(emulator(), {
                    "huaweicloud:endpoints": JSON.stringify({ modelarts: url }),
                });
                const failure = await rejectionOf(there.get("1"));
                expect(failure.requestId).toBe("from-header");
                expect(failure.message).toContain("from-header");
            });
        },
    );

    test("has its request ID from the body, where it is there", async () => {
        const body = { error_code: "APIG.0106", error_msg: "no", request_id: "from-body" };
        emulator().injectFault({ answer: { status: 400, body } });
        expect(await rejectionOf(jobs().get("1"))).toMatchObject({ requestId: "from-body" });
    });

    test("is shown on one line, whatever the service wrote", async () => {
        const words = "first\nsecond\u001b[31m\u202e";
        emulator().injectFault({
            answer: { status: 400, body: { error_code: "X\n1", error_msg: words, request_id: "a\nb" } },
        });
        const { message, stack } = await rejectionOf(jobs().get("1"));
        for (const text of [message, stack ?? ""]) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(message).toContain("first second");
    });
});

describe("a refusal of IAM", () => {
    const lookUp = (values = {}) =>
        connectToEmulator(emulator(), {
            ...withoutAccessKey,
            "huaweicloud:projectId": "",
            "huaweicloud:token": "wrong-token",
            ...values,
        }).projectId();

    test.each(["old", "new"] as const)(
        "is told with IAM's name and words, in its %s envelope",
        async (iamEnvelope) => {
            emulator().setOptions({ iamEnvelope });
            const password = {
                "huaweicloud:token": "",
                "huaweicloud:userName": "nobody",
                "huaweicloud:password": "fake-password",
            };
            const failure = await rejectionOf(lookUp(password));
            expect(failure).toMatchObject({
                kind: "unauthenticated",
                httpStatus: 401,
                serviceMessage: "The username or password is wrong.",
            });
            expect(failure.message).toContain("IAM answered 401");
            expect(failure.message).not.toContain("fake-password");
        },
    );

    test("of a project lookup is told as that", async () => {
        const failure = await rejectionOf(lookUp());
        expect(failure.kind).toBe("unauthenticated");
        expect(failure.message).toContain(`look up the project "${emulator().info.projectName}"`);
        expect(onlyRequest(emulator()).call).toBe("projects");
    });
});
