import type { RequestListener } from "node:http";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator, withoutAccessKey, onlyRequest } from "../../support/emulatedClient";
import { withServer } from "../../support/rawServer";
import { callsOnOneJob, performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const jobs = () => connectToEmulator(emulator()).jobs;
const create = (name: string) => jobs().create({ name, trainUrl: "/bucket/logs/" });

const forms = (["4xx", "200"] as const).flatMap((errorStatus) =>
    (["error_message", "error_msg"] as const).map((messageField) => ({ errorStatus, messageField })),
);

describe.each(forms)("an error response with HTTP status $errorStatus and $messageField", (form) => {
    beforeEach(() => {
        emulator().setOptions(form);
    });

    test.each([
        ["stop", 10, "This job can't be stop. job status: 10"],
        ["restart", 8, "This job can't be resubmit. job status: 8"],
        ["delete", 9, "This job can't be delete. job status: 9"],
    ] as const)(
        "gives message, code and request ID of a %s at status %i",
        async (call, status, serviceMessage) => {
            const { id } = emulator().makeJob({ status });
            const error = await rejectionOf(jobs()[call](id));
            expect(error).toMatchObject({
                kind: "wrong-status",
                code: "ModelArts.0105",
                serviceMessage,
                httpStatus: form.errorStatus === "200" ? 200 : 400,
                job: { id },
                outcomeUnknown: false,
            });
            expect(error.requestId).toMatch(/^[0-9a-f]{32}$/);
            const parts = [`${call} visualization job (${id})`, "ModelArts.0105", serviceMessage];
            for (const part of [...parts, error.requestId]) expect(error.message).toContain(part);
            expect(emulator().job(id)?.status).toBe(status);
        },
    );

    test("reports a name that another job has", async () => {
        emulator().makeJob({ name: "board" });
        const error = await rejectionOf(create("board"));
        expect(error).toMatchObject({
            kind: "duplicate-name",
            code: "ModelArts.0103",
            outcomeUnknown: false,
        });
        expect(error.message).toContain('create visualization job "board"');
        expect(emulator().jobs).toHaveLength(1);
    });

    test.each([
        "ModelArts.0015",
        "ModelArts.0102",
        ...(form.errorStatus === "200" ? [] : ["ModelArts.2775" as const]),
    ] as const)("reports a job that does not exist as not found: %s", async (code) => {
        emulator().setOptions({ unknownJob: code });
        for (const { run } of callsOnOneJob)
            expect(await rejectionOf(run(jobs(), "999"))).toMatchObject({
                kind: "not-found",
                code,
                job: { id: "999" },
            });
    });

    test("does not report an unknown workspace as a job that is not found", async () => {
        const list = jobs().list({ workspaceId: "w9" })[Symbol.asyncIterator]().next();
        expect(await rejectionOf(list)).toMatchObject({ kind: "invalid", code: "ModelArts.0102" });
    });

    test.each([
        [{ jobQuota: 0 }, "ModelArts.0106", "quota of jobs"],
        [{ runningQuota: 0 }, "ModelArts.0118", "The quota of running visualization jobs is used up"],
    ])("names the quota that is used up: %j", async (options, code, quota) => {
        emulator().setOptions(options);
        const error = await rejectionOf(create("board"));
        expect(error).toMatchObject({ kind: "quota", code });
        expect(error.message).toContain(quota);
    });

    test("gives the service's message about an invalid parameter", async () => {
        const error = await rejectionOf(create("no good name"));
        expect(error).toMatchObject({ kind: "invalid", code: "ModelArts.0104" });
        expect(error.message).toContain("job_name");
    });
});

test.each(jobApiCalls)("names the IAM action that $name lacks", async (call) => {
    emulator().injectFault({
        match: { call: call.name },
        times: "always",
        response: {
            status: 401,
            body: { is_success: false, error_code: "ModelArts.0112", error_msg: "no" },
        },
    });
    const error = await rejectionOf(performCall(call, jobs(), emulator()));
    expect(error.kind).toBe("permission-denied");
    expect(error.message).toContain(`modelarts:tensorboard:${call.name === "show" ? "get" : call.name}`);
});

test.each(["X-Request-Id", "x-request-id", "X-REQUEST-ID"])("reads the request ID from %s", async (name) => {
    const listener: RequestListener = (_, response) =>
        response.writeHead(400, { [name]: "from-header" }).end('{"is_success":false}');
    await withServer(listener, async (modelarts) => {
        const values = { "huaweicloud:endpoints": JSON.stringify({ modelarts }) };
        const error = await rejectionOf(connectToEmulator(emulator(), values).jobs.get("1"));
        expect(error.requestId).toBe("from-header");
        expect(error.message).toContain("from-header");
    });
});

test("prefers the request ID of the body", async () => {
    const body = { error_code: "APIG.0106", error_msg: "no", request_id: "from-body" };
    emulator().injectFault({ response: { status: 400, body } });
    expect(await rejectionOf(jobs().get("1"))).toMatchObject({ requestId: "from-body" });
});

test("writes the service's text on one line without control characters", async () => {
    const text = "first\nsecond\u001b[31m\u202e";
    emulator().injectFault({
        response: { status: 400, body: { error_code: "X\n1", error_msg: text, request_id: "a\nb" } },
    });
    const { message, stack } = await rejectionOf(jobs().get("1"));
    for (const line of [message, stack ?? ""]) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message).toContain("first second");
});

describe("an error response of IAM", () => {
    const lookUpProject = (values = {}) =>
        connectToEmulator(emulator(), {
            ...withoutAccessKey,
            "huaweicloud:projectId": "",
            "huaweicloud:token": "wrong-token",
            ...values,
        }).projectId();

    test.each(["old", "new"] as const)("gives IAM's message from the %s envelope", async (iamEnvelope) => {
        emulator().setOptions({ iamEnvelope });
        const error = await rejectionOf(
            lookUpProject({
                "huaweicloud:token": "",
                "huaweicloud:userName": "unknown-user",
                "huaweicloud:password": "fake-password",
            }),
        );
        expect(error).toMatchObject({
            kind: "unauthenticated",
            httpStatus: 401,
            serviceMessage: "The username or password is wrong.",
        });
        expect(error.message).toContain("IAM responded with 401");
        expect(error.message).not.toContain("fake-password");
    });

    test("names the project of a lookup", async () => {
        const error = await rejectionOf(lookUpProject());
        expect(error.kind).toBe("unauthenticated");
        expect(error.message).toContain(`look up the project "${emulator().info.projectName}"`);
        expect(onlyRequest(emulator()).call).toBe("projects");
    });
});
