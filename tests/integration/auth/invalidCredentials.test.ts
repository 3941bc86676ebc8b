import { inspect } from "node:util";
import { createRuntime } from "../../../provider/src/modelarts/connect";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();

describe("a wrong key", () => {
    test.each(jobApiCalls)("is told at once, with what to check: $name", async (call) => {
        const { jobs } = connectToEmulator(emulator(), {
            "huaweicloud:secretKey": "fake-secret-key-for-tests",
        });
        const failure = await rejectionOf(performCall(call, jobs, emulator()));
        expect(failure).toMatchObject({
            kind: "unauthenticated",
            code: "APIG.0301",
            httpStatus: 401,
            outcomeUnknown: false,
        });
        expect(failure.message).toContain("verify aksk signature fail");
        expect(failure.message).toContain("secret key");
        expect(failure.message).not.toContain("clock");
        expect(emulator().requests).toHaveLength(1);
    });

    test("that is a temporary one without its token: the security token is named", async () => {
        const { temporaryAccessKey, temporarySecretKey } = emulator().options;
        const values = {
            "huaweicloud:accessKey": temporaryAccessKey,
            "huaweicloud:secretKey": temporarySecretKey,
        };
        const failure = await rejectionOf(connectToEmulator(emulator(), values).jobs.get("1"));
        expect(failure.kind).toBe("unauthenticated");
        expect(failure.message).toContain("ak not exist");
        expect(failure.message).toContain("huaweicloud:securityToken");
        expect(failure.message).toContain("HW_SECURITY_TOKEN");
    });

    test("that is a token: the token is named, and not shown", async () => {
        const values = { ...withoutAccessKey, "huaweicloud:token": "fake-token-for-tests" };
        const failure = await rejectionOf(connectToEmulator(emulator(), values).jobs.get("1"));
        expect(failure.kind).toBe("unauthenticated");
        expect(failure.message).toContain("token");
    });
});

describe("a clock that is wrong", () => {
    test.each([
        [3600, "an hour late"],
        [-3600, "an hour early"],
        [86_400, "a day late"],
    ])("by %i s fails at once and points at it, with both times (%s)", async (clockSkew) => {
        emulator().setOptions({ clockSkew });
        const failure = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
        expect(failure).toMatchObject({ kind: "unauthenticated", code: "APIG.0301" });
        expect(failure.message).toContain("clock of this machine");
        const times = failure.message.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g) ?? [];
        const [here = "", there = ""] = times.slice(-2);
        const apart = (Date.parse(`${there}Z`) - Date.parse(`${here}Z`)) / 1000;
        expect(Math.abs(apart - clockSkew)).toBeLessThanOrEqual(5);
        expect(emulator().requests).toHaveLength(1);
    });

    test("by the machine's own fault is told the same way", async () => {
        const skewedClock = { now: () => Date.now() - 3_600_000, sleep: () => Promise.resolve() };
        const failure = await rejectionOf(
            connectToEmulator(emulator(), {}, createRuntime(skewedClock)).jobs.get("1"),
        );
        expect(failure.message).toContain("clock of this machine");
    });

    test("by a little is none: a signature is good for a quarter of an hour", async () => {
        const { id } = emulator().makeJob();
        for (const clockSkew of [240, -240]) {
            emulator().setOptions({ clockSkew });
            expect((await connectToEmulator(emulator()).jobs.get(id)).id).toBe(id);
        }
    });
});

describe("no secret", () => {
    const secrets = {
        ...withoutAccessKey,
        "huaweicloud:accessKey": "FAKEACCESSKEY0000001",
        "huaweicloud:secretKey": "fake/secret+key=for tests",
        "huaweicloud:securityToken": "fake-security-token/+=",
    };

    test.each([
        ["as they are", (text: string) => text],
        ["encoded for a URL", encodeURIComponent],
        ["as JSON has them", (text: string) => JSON.stringify(text).slice(1, -1)],
    ])("is ever shown, though the server sends it back: %s", async (_, encode) => {
        const leakedSecrets = Object.values(secrets)
            .filter((secret) => secret !== "")
            .map(encode)
            .join(" , ");
        const [, ...hidden] = Object.values(secrets).filter((secret) => secret !== "");
        const answers = [
            { status: 400, body: { error_code: "X.1", error_msg: leakedSecrets, request_id: leakedSecrets } },
            { status: 400, body: { is_success: false, error_code: leakedSecrets } },
            { status: 200, body: leakedSecrets, headers: { "Content-Type": "text/plain" } },
            { status: 302, headers: { Location: `http://x.example.org/?${encodeURI(leakedSecrets)}` } },
        ];
        for (const answer of answers) {
            emulator().injectFault({ answer });
            const failure = await rejectionOf(connectToEmulator(emulator(), secrets).jobs.get("1"));
            const printedErrors = [
                failure.message,
                failure.stack,
                inspect(failure, { showHidden: true }),
                JSON.stringify(failure),
            ];
            for (const secret of hidden)
                for (const form of [secret, encodeURIComponent(secret)])
                    expect(printedErrors.join("\n")).not.toContain(form);
        }
    });

    test("is in the message where a signature is sent back, nor the signature", async () => {
        const authorization =
            "SDK-HMAC-SHA256 Access=FAKEACCESSKEY0000001, SignedHeaders=host, Signature=0123456789abcdef";
        emulator().injectFault({
            answer: { status: 401, body: { error_code: "APIG.0301", error_msg: authorization } },
        });
        const failure = await rejectionOf(connectToEmulator(emulator(), secrets).jobs.get("1"));
        expect(failure.message).not.toContain("0123456789abcdef");
    });
});
