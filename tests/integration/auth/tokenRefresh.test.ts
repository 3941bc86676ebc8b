import type { ApiConnection } from "../../../provider/src/modelarts/connect";
import { systemClock } from "../../../provider/src/modelarts/clock";
import { createRuntime } from "../../../provider/src/modelarts/connect";
import { Reconciler } from "../../../provider/src/reconcile/reconcile";
import { AutoAdvanceClock } from "../../support/fakeClock";
import { rejectionOf } from "../../support/errors";
import {
    collect,
    connectToEmulator,
    useEmulator,
    withoutAccessKey,
    passwordSettings,
} from "../../support/emulatedClient";
import { jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const codes = ["APIG.0307", "APIG.0301", "ModelArts.0202", "ModelArts.6620"] as const;

const calls = () => emulator().requests.map(({ call }) => call);
const tokenCalls = () => calls().filter((call) => call === "tokens");

/** Makes a connection whose token has expired. The emulator has forgotten the requests so far. */
async function connectWithExpiredToken(): Promise<ApiConnection> {
    const connection = connectToEmulator(emulator(), passwordSettings(emulator()));
    await connection.jobs.get(emulator().makeJob().id);
    emulator().expireTokens();
    emulator().clearRequests();
    return connection;
}

describe("an expired token of a user", () => {
    test.each(jobApiCalls)(
        "is replaced, and $name is repeated once, unchanged",
        async ({ name, status, run }) => {
            const { jobs } = await connectWithExpiredToken();
            await run(jobs, emulator().makeJob({ name: "other", status }).id);
            expect(calls()).toEqual([name, "tokens", name]);
            const [firstRequest, , lastRequest] = emulator().requests;
            const { path, method, body } = firstRequest ?? {};
            expect(lastRequest).toMatchObject({ path, method, body, status: 200 });
            expect(lastRequest?.headers["x-auth-token"]).not.toBe(firstRequest?.headers["x-auth-token"]);
        },
    );

    test.each(codes)("is recognized by its code: %s", async (expiredTokenCode) => {
        emulator().setOptions({ expiredTokenCode });
        const { jobs } = await connectWithExpiredToken();
        await jobs.get(emulator().makeJob().id);
        expect(calls()).toEqual(["show", "tokens", "show"]);
    });

    test("is not sent again", async () => {
        const { jobs } = await connectWithExpiredToken();
        const { id } = emulator().makeJob();
        await jobs.get(id);
        await jobs.stop(id);
        expect(calls()).toEqual(["show", "tokens", "show", "stop"]);
    });

    test("is replaced once for 20 concurrent calls", async () => {
        const { jobs } = await connectWithExpiredToken();
        const ids = Array.from({ length: 20 }, () => emulator().makeJob().id);
        await Promise.all(ids.map((id) => jobs.get(id)));
        expect(tokenCalls()).toHaveLength(1);
        expect(calls().filter((call) => call === "show")).toHaveLength(40);
    });

    test("is not replaced again for a late error response", async () => {
        const { jobs } = await connectWithExpiredToken();
        const [late = "", early = ""] = [1, 2].map(() => emulator().makeJob().id);
        emulator().injectFault({ match: { jobId: late }, kind: "delay", seconds: 0.3 });
        const slow = jobs.get(late);
        await jobs.get(early);
        expect((await slow).id).toBe(late);
        expect(tokenCalls()).toHaveLength(1);
    });

    test("is replaced between two pages of a list", async () => {
        emulator().setOptions({ perPageMax: 2, perPageAbove: "clamped" });
        const ids = Array.from({ length: 5 }, () => emulator().makeJob().id);
        const end = emulator().onRequest(({ path }) => {
            if (!/[?&]page=2/.test(path)) return;
            end();
            emulator().expireTokens();
        });
        const { jobs } = connectToEmulator(emulator(), passwordSettings(emulator()));
        expect((await collect(jobs.list())).map(({ id }) => id)).toEqual(ids);
        expect(tokenCalls()).toHaveLength(2);
    });

    test("is replaced during a wait, and no action is repeated", async () => {
        const { jobs } = await connectWithExpiredToken();
        const { id } = emulator().makeJob({ status: 8 });
        emulator().setOptions({ stop: 0.2 });
        const end = emulator().onRequest(({ call }) => {
            if (call !== "stop") return;
            end();
            // The token expires after the response to the stop.
            setImmediate(() => {
                emulator().expireTokens();
            });
        });
        const deadline = systemClock.monotonicNow() + 20_000;
        const operation = { kind: "update", timeoutMs: 20_000, deadline } as const;
        const job = await new Reconciler(
            { id, goal: "stopped" },
            jobs,
            { clock: systemClock, intervalMs: 50 },
            operation,
        ).run();
        expect(job?.status.name).toBe("KILLED");
        expect(calls().filter((call) => call === "stop")).toHaveLength(1);
        expect(tokenCalls()).toHaveLength(2);
    });
});

describe("a replaced token", () => {
    const rejectAlways = (body: Readonly<Record<string, string>>) =>
        emulator().injectFault({ match: { call: "show" }, times: "always", response: { status: 401, body } });

    test.each(codes)("is not replaced a second time in one call: %s", async (error_code) => {
        const connection = await connectWithExpiredToken();
        rejectAlways({ error_code, error_msg: "The token has expired." });
        const error = await rejectionOf(connection.jobs.get("1"));
        expect(error).toMatchObject({ kind: "token-expired", code: error_code });
        expect(calls()).toEqual(["show", "tokens", "show"]);
    });

    test("does not advise a user with a password to set a token", async () => {
        const connection = await connectWithExpiredToken();
        rejectAlways({ error_code: "APIG.0307", error_msg: "The token has expired." });
        const { message } = await rejectionOf(connection.jobs.get("1"));
        expect(message).not.toContain("huaweicloud:token");
        // A new token is rejected with this code too where the API belongs to another region.
        const { info } = emulator();
        expect(message).toContain(`region ${info.region}, endpoint ${info.modelarts}`);
    });

    test("reports a failed authentication when the password has changed", async () => {
        const { jobs } = await connectWithExpiredToken();
        emulator().setOptions({ password: "EMULATOR-another-password" });
        const error = await rejectionOf(jobs.get("1"));
        expect(error.kind).toBe("unauthenticated");
        expect(error.message).toContain("authenticate as IAM user");
        expect(calls()).toEqual(["show", "tokens"]);
    });

    test("is not requested for a token that is invalid for another reason", async () => {
        const connection = await connectWithExpiredToken();
        rejectAlways({ error_code: "APIG.0301", error_msg: "decrypt token fail" });
        expect((await rejectionOf(connection.jobs.get("1"))).kind).toBe("unauthenticated");
        expect(calls()).toEqual(["show"]);
    });

    describe("that IAM throttles", () => {
        const clock = new AutoAdvanceClock();
        let connection: ApiConnection;
        let id: string;
        beforeEach(async () => {
            const values = { ...passwordSettings(emulator()), "huaweicloud:maxRetries": "5" };
            connection = connectToEmulator(emulator(), values, createRuntime(clock));
            id = emulator().makeJob().id;
            await connection.jobs.get(id);
            emulator().expireTokens();
            emulator().injectFault({
                match: { call: "tokens" },
                response: {
                    status: 429,
                    headers: { "Retry-After": "600" },
                    body: { error_code: "APIG.0308", error_msg: "too many" },
                },
            });
        });

        test("fails a call before its deadline", async () => {
            const deadline = clock.monotonicNow() + 5000;
            await rejectionOf(connection.jobs.get(id, { deadline }));
            expect(clock.monotonicNow()).toBeLessThanOrEqual(deadline);
        });

        test("fails the call with the short deadline and not the concurrent one", async () => {
            const { jobs } = connection;
            const shortCall = rejectionOf(jobs.get(id, { deadline: clock.monotonicNow() + 5000 }));
            const longCall = jobs.get(id);
            await shortCall;
            expect((await longCall).id).toBe(id);
        });
    });
});

describe("an expired token of the configuration", () => {
    const configuredToken = () => ({ ...withoutAccessKey, "huaweicloud:token": emulator().options.token });
    // The emulator rejects the token of its options until the options name another one.
    beforeEach(() => {
        emulator().setOptions({ token: `EMULATOR-token-${expect.getState().currentTestName?.length ?? 0}` });
        emulator().expireTokens();
    });
    afterAll(() => {
        emulator().setOptions({ token: "EMULATOR-token-not-real" });
    });

    test.each(jobApiCalls)(
        "fails $name without an authentication, and names the setting",
        async ({ status, run }) => {
            const outcome = run(
                connectToEmulator(emulator(), configuredToken()).jobs,
                emulator().makeJob({ status }).id,
            );
            const error = await rejectionOf(outcome);
            expect(error.kind).toBe("token-expired");
            for (const part of ["token has expired", "huaweicloud:token", "HW_AUTH_TOKEN"])
                expect(error.message).toContain(part);
            expect(emulator().requests).toHaveLength(1);
        },
    );

    test.each(codes)("is recognized by its code: %s", async (expiredTokenCode) => {
        emulator().setOptions({ expiredTokenCode });
        const { projectId } = connectToEmulator(emulator(), {
            ...configuredToken(),
            "huaweicloud:projectId": "",
        });
        expect(await rejectionOf(projectId())).toMatchObject({
            kind: "token-expired",
            code: expiredTokenCode,
        });
        expect(calls()).toEqual(["projects"]);
    });
});
