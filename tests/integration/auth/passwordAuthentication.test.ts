import type { FaultSpec } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";

const emulator = useEmulator();
const options = () => emulator().options;

const [userName, userId] = ["huaweicloud:userName", "huaweicloud:userId"];
const [domainName, domainId] = ["huaweicloud:domainName", "huaweicloud:domainId"];

const connect = (values: SettingValues) =>
    connectToEmulator(emulator(), {
        ...withoutAccessKey,
        "huaweicloud:password": options().password,
        ...values,
    });
const calls = () => emulator().requests.map(({ call }) => call);
const loginBody = (): unknown =>
    JSON.parse(emulator().requests.find(({ call }) => call === "tokens")?.body ?? "");

interface Identity {
    readonly who: string;
    readonly values: () => SettingValues;
    /** The user in the body of the authentication. */
    readonly user: () => object;
    readonly isAccount?: boolean;
}

const identities: readonly Identity[] = [
    {
        who: "a user name and an account name",
        values: () => ({ [userName]: options().userName, [domainName]: options().domainName }),
        user: () => ({ name: options().userName, domain: { name: options().domainName } }),
    },
    {
        who: "a user name and an account ID",
        values: () => ({ [userName]: options().userName, [domainId]: options().domainId }),
        user: () => ({ name: options().userName, domain: { id: options().domainId } }),
    },
    {
        who: "a user ID alone",
        values: () => ({ [userId]: options().userId }),
        user: () => ({ id: options().userId }),
    },
    {
        who: "a user ID and an account name, which is not sent",
        values: () => ({ [userId]: options().userId, [domainName]: options().domainName }),
        user: () => ({ id: options().userId }),
    },
    {
        who: "the account's own name alone",
        values: () => ({ [userName]: options().domainName }),
        user: () => ({ name: options().domainName, domain: { name: options().domainName } }),
        isAccount: true,
    },
];

describe.each(identities)("with $who", ({ values, user, isAccount = false }) => {
    beforeEach(() => {
        if (isAccount) emulator().setOptions({ userName: options().domainName });
    });

    test("authenticates once for the project ID, and sends the token with each call", async () => {
        const { jobs } = connect(values());
        const { id } = emulator().makeJob();
        await jobs.get(id);
        await jobs.stop(id);
        expect(calls()).toEqual(["tokens", "show", "stop"]);
        expect(loginBody()).toEqual({
            auth: {
                identity: {
                    methods: ["password"],
                    password: { user: { ...user(), password: options().password } },
                },
                scope: { project: { id: options().projectId } },
            },
        });
        expect(emulator().requests[1]?.headers).not.toHaveProperty("authorization");
    });

    test("reads the project ID from the authentication for the project of the region", async () => {
        const { jobs, projectId } = connect({ ...values(), "huaweicloud:projectId": "" });
        await jobs.get(emulator().makeJob().id);
        expect(await projectId()).toBe(options().projectId);
        expect(calls()).toEqual(["tokens", "show"]);
        expect(loginBody()).toMatchObject({
            auth: { scope: { project: { name: options().projectName } } },
        });
    });
});

test("authenticates for the configured project name", async () => {
    const team = { id: "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e", name: "cn-north-4_team" };
    emulator().setOptions({ projects: [{ id: options().projectId, name: options().projectName }, team] });
    const values = { "huaweicloud:projectId": "", "huaweicloud:projectName": team.name };
    const { projectId } = connect({ [userId]: options().userId, ...values });
    expect(await projectId()).toBe(team.id);
    expect(loginBody()).toMatchObject({ auth: { scope: { project: { name: team.name } } } });
});

test.each(['quotes " and \\', "wörd 训练 😀", "  blanks  ", "a&b=c+d%20", "0"])(
    "sends the password %j unchanged",
    async (password) => {
        emulator().setOptions({ password });
        const { jobs } = connect({ [userId]: options().userId, "huaweicloud:password": password });
        await jobs.get(emulator().makeJob().id);
        expect(calls()).toEqual(["tokens", "show"]);
    },
);

test("takes a token of 100,000 characters", async () => {
    emulator().setOptions({ tokenLength: 100_000 });
    await connect({ [userId]: options().userId }).jobs.get(emulator().makeJob().id);
    expect(emulator().requests[1]?.headers["x-auth-token"]).toHaveLength(100_000);
});

test("authenticates although this machine's clock is wrong", async () => {
    emulator().setOptions({ clockSkew: 86_400 });
    await connect({ [userId]: options().userId }).jobs.get(emulator().makeJob().id);
    expect(emulator().requests.map(({ status }) => status)).toEqual([201, 200]);
});

describe("a failed authentication", () => {
    const laterResponse = (status: number): FaultSpec => ({
        match: { call: "tokens" },
        response: { status, body: { error_code: "IAM.0000", error_msg: "later" } },
    });
    const retrying = () => ({ [userId]: options().userId, "huaweicloud:maxRetries": "2" });

    test("is retried after throttling and after a server error", async () => {
        for (const status of [429, 503]) emulator().injectFault(laterResponse(status));
        await connect(retrying()).jobs.get(emulator().makeJob().id);
        expect(calls()).toEqual(["tokens", "tokens", "tokens", "show"]);
    });

    test.each([429, 503])("is retried maxRetries times: %i", async (status) => {
        emulator().injectFault({ ...laterResponse(status), times: "always" });
        const error = await rejectionOf(connect(retrying()).jobs.get("1"));
        expect(error.message).toContain("authenticate as IAM user");
        expect(calls()).toEqual(["tokens", "tokens", "tokens"]);
    });

    test.each(["old", "new"] as const)(
        "is not repeated for a wrong password by 20 concurrent calls: %s envelope",
        async (iamEnvelope) => {
            emulator().setOptions({ iamEnvelope });
            const { jobs } = connect({
                [userName]: options().userName,
                [domainName]: options().domainName,
                "huaweicloud:password": "fake-password",
                "huaweicloud:maxRetries": "5",
            });
            const errors = Array.from({ length: 20 }, () => rejectionOf(jobs.get("1")));
            for (const error of await Promise.all(errors)) {
                expect(error.kind).toBe("unauthenticated");
                expect(error.message).toContain(`authenticate as IAM user "${options().userName}"`);
                expect(error.message).toContain("huaweicloud:password");
            }
            expect(calls()).toEqual(["tokens"]);
        },
    );

    test("names the remedy for an account that was upgraded to a HUAWEI ID", async () => {
        emulator().setOptions({ userName: options().domainName, upgradedAccount: true });
        const error = await rejectionOf(connect({ [userName]: options().domainName }).jobs.get("1"));
        expect(error).toMatchObject({ kind: "unauthenticated", httpStatus: 401 });
        expect(error.message).toMatch(/upgraded to a HUAWEI ID.*IAM user.*huaweicloud:domainName/);
        expect(error.message).toContain("huaweicloud:password");
        expect(error.message).not.toContain(options().password);
        expect(calls()).toEqual(["tokens"]);
    });

    test.each(["{}", '{"token":{}}', "<html></html>"])(
        "is an unexpected response when it brings no token: %s",
        async (body) => {
            emulator().injectFault({
                match: { call: "tokens" },
                times: "always",
                response: { status: 201, body },
            });
            const values = { [userId]: options().userId, "huaweicloud:projectId": "" };
            const error = await rejectionOf(connect(values).projectId());
            expect(error.kind).toBe("unexpected-response");
            expect(error.message).toContain("is not from IAM");
        },
    );
});
