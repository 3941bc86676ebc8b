import { rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";

const emulator = useEmulator();

interface PasswordCase {
    readonly who: string;
    readonly values: () => SettingValues;
    /** The user as the log-in names it. */
    readonly user: () => object;
}

const { userName, userId, domainName, domainId } = {
    userName: "huaweicloud:userName",
    userId: "huaweicloud:userId",
    domainName: "huaweicloud:domainName",
    domainId: "huaweicloud:domainId",
};
const options = () => emulator().options;

const passwordCases: readonly PasswordCase[] = [
    {
        who: "a user by name, with the account by name",
        values: () => ({ [userName]: options().userName, [domainName]: options().domainName }),
        user: () => ({ name: options().userName, domain: { name: options().domainName } }),
    },
    {
        who: "a user by name, with the account by ID",
        values: () => ({ [userName]: options().userName, [domainId]: options().domainId }),
        user: () => ({ name: options().userName, domain: { id: options().domainId } }),
    },
    {
        who: "a user by ID, who needs no account",
        values: () => ({ [userId]: options().userId }),
        user: () => ({ id: options().userId }),
    },
    {
        who: "a user by ID, whatever account is named",
        values: () => ({ [userId]: options().userId, [domainName]: options().domainName }),
        user: () => ({ id: options().userId }),
    },
    {
        who: "the account itself, with the account left out",
        values: () => ({ [userName]: options().domainName }),
        user: () => ({ name: options().domainName, domain: { name: options().domainName } }),
    },
];

const login = (values: SettingValues) =>
    connectToEmulator(emulator(), {
        ...withoutAccessKey,
        "huaweicloud:password": options().password,
        ...values,
    });
const tokens = () => emulator().requests.filter(({ call }) => call === "tokens");

describe.each(passwordCases)("$who", ({ who, values, user }) => {
    beforeEach(() => {
        if (who.startsWith("the account itself")) emulator().setOptions({ userName: options().domainName });
    });

    test("logs in once, for the project that is set, and is let in", async () => {
        const { jobs } = login(values());
        const { id } = emulator().makeJob();
        await jobs.get(id);
        await jobs.stop(id);
        expect(emulator().requests.map(({ call }) => call)).toEqual(["tokens", "show", "stop"]);
        expect(JSON.parse(tokens()[0]?.body ?? "")).toEqual({
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

    test("learns the project from the log-in where only its name is known: there is no lookup", async () => {
        const { jobs } = login({ ...values(), "huaweicloud:projectId": "" });
        await jobs.get(emulator().makeJob().id);
        expect(emulator().requests.map(({ call }) => call)).toEqual(["tokens", "show"]);
        expect(JSON.parse(tokens()[0]?.body ?? "")).toMatchObject({
            auth: { scope: { project: { name: options().projectName } } },
        });
    });
});

test.each(['quotes " and \\', "wörd 训练 😀", "  blanks  ", "a&b=c+d%20", "0"])(
    "a password goes out as it is: %j",
    async (password) => {
        emulator().setOptions({ password });
        const { userName: name, domainName: account } = options();
        const values = { [userName]: name, [domainName]: account, "huaweicloud:password": password };
        await login(values).jobs.get(emulator().makeJob().id);
        expect(tokens()).toMatchObject([{ status: 201 }]);
    },
);

describe("an account that was upgraded to a HUAWEI ID", () => {
    test("cannot log in under its own name, and the failure says what to do", async () => {
        emulator().setOptions({ userName: options().domainName, upgradedAccount: true });
        const failure = await rejectionOf(login({ [userName]: options().domainName }).jobs.get("1"));
        expect(failure).toMatchObject({ kind: "unauthenticated", httpStatus: 401 });
        expect(failure.message).toMatch(/upgraded to a HUAWEI ID.*IAM user.*huaweicloud:domainName/);
        expect(emulator().requests).toHaveLength(1);
    });
});

describe("a wrong password", () => {
    test.each(["old", "new"] as const)(
        "is tried once, though twenty calls need it at once: envelope %s",
        async (iamEnvelope) => {
            emulator().setOptions({ iamEnvelope });
            const { jobs } = login({
                [userName]: options().userName,
                [domainName]: options().domainName,
                "huaweicloud:password": "fake-password",
                "huaweicloud:maxRetries": "5",
            });
            const outcomes = Array.from({ length: 20 }, () => rejectionOf(jobs.get("1")));
            for (const failure of await Promise.all(outcomes)) {
                expect(failure.kind).toBe("unauthenticated");
                expect(failure.message).toContain(`log in as IAM user "${options().userName}"`);
                expect(failure.message).toContain("huaweicloud:password");
            }
            expect(emulator().requests.map(({ call }) => call)).toEqual(["tokens"]);
        },
    );
});

test("a log-in that is throttled or meets trouble is tried again: it may be done twice", async () => {
    const refuse = (status: number) =>
        emulator().injectFault({
            match: { call: "tokens" },
            answer: { status, body: { error_code: "IAM.0000", error_msg: "later" } },
        });
    for (const status of [429, 503]) refuse(status);
    const { jobs } = login({ [userId]: options().userId, "huaweicloud:maxRetries": "2" });
    await jobs.get(emulator().makeJob().id);
    expect(emulator().requests.map(({ call }) => call)).toEqual(["tokens", "tokens", "tokens", "show"]);
});

test.each([429, 503])(
    "a log-in that meets trouble for ever is tried as often as maxRetries says, whoever waits for it: %i",
    async (status) => {
        emulator().injectFault({
            match: { call: "tokens" },
            times: "always",
            answer: { status, body: { error_code: "IAM.0000", error_msg: "later" } },
        });
        const { jobs } = login({ [userId]: options().userId, "huaweicloud:maxRetries": "2" });
        const failure = await rejectionOf(jobs.get("1"));
        expect(failure.message).toContain("log in as IAM user");
        expect(emulator().requests.map(({ call }) => call)).toEqual(["tokens", "tokens", "tokens"]);
    },
);

test("a clock that is wrong does not keep anybody from logging in", async () => {
    emulator().setOptions({ clockSkew: 86_400 });
    await login({ [userId]: options().userId }).jobs.get(emulator().makeJob().id);
    expect(emulator().requests.map(({ status }) => status)).toEqual([201, 200]);
});
