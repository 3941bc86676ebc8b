import type { ApiConnection } from "../../../provider/src/modelarts/connect";
import { createRuntime } from "../../../provider/src/modelarts/connect";
import { reconcile } from "../../../provider/src/reconcile/reconcile";
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
const codes = ["APIG.0307", "ModelArts.0202", "ModelArts.6620"] as const;

const calls = () => emulator().requests.map(({ call }) => call);
const logins = () => calls().filter((call) => call === "tokens");

/** Logged in, with a token that is too old by now; only what comes later is in the log. */
async function withExpired(): Promise<ApiConnection> {
    const connection = connectToEmulator(emulator(), passwordSettings(emulator()));
    await connection.jobs.get(emulator().makeJob().id);
    emulator().expireTokens();
    emulator().clearRequests();
    return connection;
}

describe("a token of a log-in that has expired", () => {
    test.each(jobApiCalls)(
        "is renewed, and $name repeated as it was, once",
        async ({ name, status, run }) => {
            const { jobs } = await withExpired();
            await run(jobs, emulator().makeJob({ name: "other", status }).id);
            expect(calls()).toEqual([name, "tokens", name]);
            const [refused, , repeated] = emulator().requests;
            const { path, method, body } = refused ?? {};
            expect(repeated).toMatchObject({ path, method, body, status: 200 });
            expect(repeated?.headers["x-auth-token"]).not.toBe(refused?.headers["x-auth-token"]);
        },
    );

    test.each(codes)("is known by its code: %s", async (expiredTokenCode) => {
        emulator().setOptions({ expiredTokenCode });
        const { jobs } = await withExpired();
        await jobs.get(emulator().makeJob().id);
        expect(calls()).toEqual(["show", "tokens", "show"]);
    });

    test("is used by nobody any more: the next call has the new one", async () => {
        const { jobs } = await withExpired();
        const { id } = emulator().makeJob();
        await jobs.get(id);
        await jobs.stop(id);
        expect(calls()).toEqual(["show", "tokens", "show", "stop"]);
    });

    test("is renewed once for twenty who notice it at once", async () => {
        const { jobs } = await withExpired();
        const ids = Array.from({ length: 20 }, () => emulator().makeJob().id);
        await Promise.all(ids.map((id) => jobs.get(id)));
        expect(logins()).toHaveLength(1);
        expect(calls().filter((call) => call === "show")).toHaveLength(40);
    });

    test("is not renewed again for a refusal that comes late", async () => {
        const { jobs } = await withExpired();
        const [late = "", early = ""] = [1, 2].map(() => emulator().makeJob().id);
        emulator().injectFault({ match: { jobId: late }, kind: "delay", seconds: 0.3 });
        const slow = jobs.get(late);
        await jobs.get(early);
        expect((await slow).id).toBe(late);
        expect(logins()).toHaveLength(1);
    });

    test("between two pages of a list is renewed, and the list is whole", async () => {
        emulator().setOptions({ perPageMax: 2 });
        const ids = Array.from({ length: 5 }, () => emulator().makeJob().id);
        const end = emulator().onRequest(({ path }) => {
            if (!/[?&]page=2/.test(path)) return;
            end();
            emulator().expireTokens();
        });
        const { jobs } = connectToEmulator(emulator(), passwordSettings(emulator()));
        expect((await collect(jobs.list())).map(({ id }) => id)).toEqual(ids);
        expect(logins()).toHaveLength(2);
    });

    test("while a job is waited for is renewed by the wait, and nothing is asked twice", async () => {
        const { jobs } = await withExpired();
        const { id } = emulator().makeJob({ status: 8 });
        emulator().setOptions({ stop: 0.2 });
        const end = emulator().onRequest(({ call }) => {
            if (call !== "stop") return;
            end();
            // The answer to stop still comes with the token that it came with.
            setImmediate(() => {
                emulator().expireTokens();
            });
        });
        const clock = { now: Date.now, sleep: (ms: number) => new Promise<void>((go) => setTimeout(go, ms)) };
        const deadline = Date.now() + 20_000;
        const request = { goal: "stopped", timeoutMs: 20_000, deadline, timeoutHint: "" } as const;
        const job = await reconcile(id, request, { jobs, clock, pollIntervalMs: 50 });
        expect(job?.status.name).toBe("KILLED");
        expect(calls().filter((call) => call === "stop")).toHaveLength(1);
        expect(logins()).toHaveLength(2);
    });
});

describe("a renewal that does not help", () => {
    const refuseAlways = (body: Readonly<Record<string, string>>) =>
        emulator().injectFault({ match: { call: "show" }, times: "always", answer: { status: 401, body } });

    test.each(codes)("is final after one more refusal: %s", async (error_code) => {
        const connection = await withExpired();
        refuseAlways({ error_code, error_msg: "The token has expired." });
        const failure = await rejectionOf(connection.jobs.get("1"));
        expect(failure).toMatchObject({ kind: "token-expired", code: error_code });
        expect(calls()).toEqual(["show", "tokens", "show"]);
    });

    test("advises nobody who logs in with a password to set a token", async () => {
        const connection = await withExpired();
        refuseAlways({ error_code: "APIG.0307", error_msg: "The token has expired." });
        const { message } = await rejectionOf(connection.jobs.get("1"));
        expect(message).not.toContain("huaweicloud:token");
    });

    test("is told as a log-in that failed, where the password is good no longer", async () => {
        const { jobs } = await withExpired();
        emulator().setOptions({ password: "EMULATOR-another-password" });
        const failure = await rejectionOf(jobs.get("1"));
        expect(failure.kind).toBe("unauthenticated");
        expect(failure.message).toContain("log in as IAM user");
        expect(calls()).toEqual(["show", "tokens"]);
    });

    test("is not tried where the token is wrong for another reason", async () => {
        const connection = await withExpired();
        refuseAlways({ error_code: "APIG.0301", error_msg: "decrypt token fail" });
        expect((await rejectionOf(connection.jobs.get("1"))).kind).toBe("unauthenticated");
        expect(calls()).toEqual(["show"]);
    });

    describe("because IAM throttles", () => {
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
                answer: {
                    status: 429,
                    headers: { "Retry-After": "600" },
                    body: { error_code: "APIG.0308", error_msg: "too many" },
                },
            });
        });

        test("is waited for no longer than the caller has time", async () => {
            const deadline = clock.now() + 5000;
            await rejectionOf(connection.jobs.get(id, { deadline }));
            expect(clock.now()).toBeLessThanOrEqual(deadline);
        });

        test("fails who has little time, and not who waits for it as well and has more", async () => {
            const { jobs } = connection;
            const hurried = rejectionOf(jobs.get(id, { deadline: clock.now() + 5000 }));
            const patient = jobs.get(id);
            await hurried;
            expect((await patient).id).toBe(id);
        });
    });
});

describe("a token that the user has, and that has expired", () => {
    const ready = () => ({ ...withoutAccessKey, "huaweicloud:token": emulator().options.token });
    // The token of the options is too old until another one is set.
    beforeEach(() => {
        emulator().setOptions({ token: `EMULATOR-token-${expect.getState().currentTestName?.length ?? 0}` });
        emulator().expireTokens();
    });
    afterAll(() => {
        emulator().setOptions({ token: "EMULATOR-token-not-real" });
    });

    test.each(jobApiCalls)("fails $name with just that, and nobody logs in", async ({ status, run }) => {
        const outcome = run(connectToEmulator(emulator(), ready()).jobs, emulator().makeJob({ status }).id);
        const failure = await rejectionOf(outcome);
        expect(failure.kind).toBe("token-expired");
        for (const part of ["token has expired", "huaweicloud:token", "HW_AUTH_TOKEN"])
            expect(failure.message).toContain(part);
        expect(emulator().requests).toHaveLength(1);
    });

    test.each(codes)("fails so whatever its code: %s", async (expiredTokenCode) => {
        emulator().setOptions({ expiredTokenCode });
        const { projectId } = connectToEmulator(emulator(), { ...ready(), "huaweicloud:projectId": "" });
        expect(await rejectionOf(projectId())).toMatchObject({
            kind: "token-expired",
            code: expiredTokenCode,
        });
        expect(calls()).toEqual(["projects"]);
    });
});
