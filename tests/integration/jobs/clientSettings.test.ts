import { type ClientSettings, connect, type JobsClient } from "../../../provider/src/client";
import { errorOf, rejectionOf } from "../../support/errors";
import { useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();

function settings(): ClientSettings {
    const { region, projectId, accessKey, secretKey, modelarts, iam } = emulator().info;
    return { region, projectId, accessKey, secretKey, endpoints: { modelarts, iam }, maxRetries: 0 };
}

describe("a client setting", () => {
    test.each<[string, unknown]>([
        ["region", { name: "eu-de" }],
        ["token", ["fake-token"]],
        ["maxRetries", 5n],
        ["projectId", Symbol("p1")],
        ["password", () => "fake-password"],
    ])("of an invalid type is named: %s", (name, value) => {
        const error = errorOf(() => connect({ ...settings(), [name]: value }));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain(name);
    });

    test("that is null counts as left out", async () => {
        const { id } = emulator().makeJob();
        const client = connect({ ...settings(), token: null, cloud: null } as unknown as ClientSettings);
        expect((await client.get(id)).id).toBe(id);
    });

    test("that is cyclic is rejected", () => {
        const endpoints: Record<string, unknown> = {};
        endpoints["modelarts"] = endpoints;
        expect(errorOf(() => connect({ ...settings(), endpoints })).kind).toBe("settings");
    });

    test("is required", () => {
        expect(errorOf(() => connect(null as unknown as ClientSettings)).kind).toBe("settings");
    });
});

test("accepts a request timeout with fractions of a millisecond", async () => {
    const { id } = emulator().makeJob();
    expect((await connect({ ...settings(), requestTimeout: 5.0055 }).get(id)).id).toBe(id);
});

test("a call without a job rejects and does not throw", async () => {
    const client = connect(settings()) as JobsClient &
        Record<string, (job: unknown, change?: unknown) => Promise<unknown>>;
    for (const call of ["get", "update", "stop", "restart", "delete"])
        for (const job of [undefined, null, 8992, {}])
            expect(
                (await rejectionOf(client[call]?.(job, { description: "" }) ?? Promise.resolve())).kind,
            ).toBe("settings");
    expect(emulator().requests).toEqual([]);
});

test("takes the deadline of a call as a time of day", async () => {
    emulator().injectFault({ kind: "html", status: 503, times: "always" });
    const client = connect({ ...settings(), maxRetries: 2, retryDelay: 0.001 });
    for (const [deadline, count] of [
        [Date.now() + 60_000, 3],
        [Date.now() - 1, 1],
    ] as const) {
        emulator().clearRequests();
        expect((await rejectionOf(client.get("1", { deadline }))).kind).toBe("server-error");
        expect(emulator().requests).toHaveLength(count);
    }
});

describe("an error names settings by the arguments of connect()", () => {
    const hint = "Settings are arguments of connect().";
    const withoutNamespaces = (message: string) => {
        expect(message).not.toMatch(/(huaweicloud|modelarts):/);
    };

    test("where one is missing", () => {
        const { message } = errorOf(() => connect({ ...settings(), secretKey: "" }));
        expect(message).toContain("accessKey is set, but secretKey is not. ");
        expect(message.endsWith(` ${hint}`)).toBe(true);
        withoutNamespaces(message);
    });

    test("where the service rejects one", async () => {
        const client = connect({ ...settings(), secretKey: "fake-secret-key" });
        const list = async () => {
            for await (const job of client.list()) expect(job).toBeUndefined();
        };
        const calls = [client.get("1"), client.stop("1"), client.waitFor("1", "running"), list()];
        for (const { kind, message } of await Promise.all(calls.map((call) => rejectionOf(call)))) {
            expect(kind).toBe("unauthenticated");
            expect(message).toContain(`(securityToken, or HW_SECURITY_TOKEN) from the same source. ${hint}`);
            withoutNamespaces(message);
        }
    });

    test("and says nothing of settings where none is named", async () => {
        const { message } = await rejectionOf(connect(settings()).get("1"));
        expect(message).not.toContain(hint);
    });
});
