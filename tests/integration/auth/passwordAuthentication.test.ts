import { rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator({
    region: "eu-de",
    projects: [
        { id: "p1", name: "eu-de" },
        { id: "p2", name: "eu-de_team" },
    ],
});
const byPassword = (values: SettingValues = {}) =>
    connectToEmulator(emulator(), {
        ...withoutAccessKey,
        "huaweicloud:projectId": "",
        "huaweicloud:userName": emulator().info.userName,
        "huaweicloud:password": emulator().info.password,
        "huaweicloud:domainName": emulator().info.domainName,
        ...values,
    });
const calls = () => emulator().requests.map(({ call, status }) => `${call} ${status ?? ""}`);
const ofProject = (projectId: string) => ({ projectId, status: 8 });

describe("a log-in with user name and password", () => {
    test("is for the project of the region, and nothing else is looked up", async () => {
        const { id } = emulator().makeJob(ofProject("p1"));
        const connection = byPassword();
        await connection.jobs.get(id);
        expect(await connection.projectId()).toBe("p1");
        expect(calls()).toEqual(["tokens 201", "show 200"]);
    });

    test.each<[SettingValues, object]>([
        [{}, { name: "eu-de" }],
        [{ "huaweicloud:projectName": "eu-de_team" }, { name: "eu-de_team" }],
        [{ "huaweicloud:projectId": "p2" }, { id: "p2" }],
    ])("names the project as it is set: %j", async (values, project) => {
        await byPassword(values).projectId();
        const { jobs } = byPassword(values);
        for await (const job of jobs.list()) throw new Error(`There is a job ${job.id}`);
        const { auth } = JSON.parse(emulator().requests[0]?.body ?? "{}") as { auth?: { scope?: unknown } };
        expect(auth?.scope).toEqual({ project });
    });

    test("is done once, however many calls come at once and later", async () => {
        const { id } = emulator().makeJob(ofProject("p1"));
        const { jobs } = byPassword();
        await Promise.all([jobs.get(id), jobs.get(id), jobs.get(id)]);
        await jobs.get(id);
        expect(calls().filter((call) => call.startsWith("tokens"))).toHaveLength(1);
    });

    test("may name user and account by their IDs", async () => {
        const { userId, domainId } = emulator().options;
        const ids = {
            "huaweicloud:userName": "",
            "huaweicloud:domainName": "",
            "huaweicloud:userId": userId,
            "huaweicloud:domainId": domainId,
        };
        expect(await byPassword(ids).projectId()).toBe("p1");
        expect(
            await byPassword({ "huaweicloud:domainName": "", "huaweicloud:domainId": domainId }).projectId(),
        ).toBe("p1");
    });

    test("needs no account name where the user is the account itself", async () => {
        emulator().setOptions({ userName: emulator().info.domainName });
        expect(
            await byPassword({
                "huaweicloud:userName": emulator().info.domainName,
                "huaweicloud:domainName": "",
            }).projectId(),
        ).toBe("p1");
    });

    test("that fails is told with what to check, upgraded accounts too, and without the password", async () => {
        emulator().setOptions({ upgradedAccount: true, userName: emulator().info.domainName });
        const failure = await rejectionOf(
            byPassword({ "huaweicloud:userName": emulator().info.domainName }).projectId(),
        );
        expect(failure.kind).toBe("unauthenticated");
        for (const part of ["huaweicloud:password", "huaweicloud:domainName", "HUAWEI ID", "IAM user"])
            expect(failure.message).toContain(part);
        expect(failure.message).not.toContain(emulator().info.password);
        expect(calls()).toHaveLength(1);
    });

    test.each(["{}", '{"token":{}}', "<html></html>"])(
        "that brings no token is told as no answer of IAM: %s",
        async (body) => {
            emulator().injectFault({
                match: { call: "tokens" },
                times: "always",
                answer: { status: 201, body },
            });
            const failure = await rejectionOf(byPassword().projectId());
            expect(failure.kind).toBe("unexpected-response");
            expect(failure.message).toContain("is not IAM");
        },
    );
});

describe("a token that has expired", () => {
    test.each(["APIG.0307", "ModelArts.0202", "ModelArts.6620"] as const)(
        "is replaced by a new log-in, and the call is made again: %s",
        async (expiredTokenCode) => {
            emulator().setOptions({ expiredTokenCode });
            const { jobs } = byPassword({ "huaweicloud:projectId": "p1" });
            for (const call of jobApiCalls) {
                await jobs.get(emulator().makeJob(ofProject("p1")).id);
                emulator().expireTokens();
                emulator().clearRequests();
                await call.run(jobs, emulator().makeJob({ projectId: "p1", status: call.status }).id);
                expect(emulator().requests.map((request) => request.call)).toEqual([
                    call.name,
                    "tokens",
                    call.name,
                ]);
                for (const { id, name } of emulator().jobs) if (name === "new") emulator().removeJob(id);
            }
        },
    );

    test("is replaced once for many calls at once", async () => {
        const { id } = emulator().makeJob(ofProject("p1"));
        const { jobs } = byPassword();
        await jobs.get(id);
        emulator().expireTokens();
        emulator().clearRequests();
        await Promise.all([jobs.get(id), jobs.get(id), jobs.get(id), jobs.get(id)]);
        expect(calls().filter((call) => call.startsWith("tokens"))).toEqual(["tokens 201"]);
    });

    test("again at once is a failure: one new log-in is enough for one call", async () => {
        const body = { error_code: "APIG.0307", error_msg: "The token has expired." };
        emulator().injectFault({ match: { call: "show" }, times: "always", answer: { status: 401, body } });
        expect((await rejectionOf(byPassword().jobs.get("1"))).kind).toBe("token-expired");
        expect(calls()).toEqual(["tokens 201", "show 401", "tokens 201", "show 401"]);
    });

    test("and that the user gave is told as that: nobody else can replace it", async () => {
        const settings = {
            ...withoutAccessKey,
            "huaweicloud:token": emulator().options.token,
            "huaweicloud:projectId": "p1",
        };
        emulator().expireTokens();
        const [show] = jobApiCalls.filter(({ name }) => name === "show");
        if (show === undefined) throw new Error("There is no call to show a job");
        const failure = await rejectionOf(
            performCall(show, connectToEmulator(emulator(), settings).jobs, emulator()),
        );
        expect(failure.kind).toBe("token-expired");
        for (const part of ["huaweicloud:token", "HW_AUTH_TOKEN"]) expect(failure.message).toContain(part);
        expect(calls()).toEqual(["show 401"]);
    });
});
