import { ConnectionPool } from "../../../provider/src/lifecycle/connections";
import { createRuntime } from "../../../provider/src/modelarts/connect";
import {
    connectToEmulator,
    createConnectionPool,
    passwordSettings,
    useEmulator,
    withoutAccessKey,
} from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";

const emulator = useEmulator();
const wrongPassword = () => ({
    ...passwordSettings(emulator()),
    "huaweicloud:projectId": "",
    "huaweicloud:password": "fake-password",
});
const count = (call: string) => emulator().requests.filter((request) => request.call === call).length;
const projects = ["1e1e", "2e2e", "3e3e"];
const rejection = (status: number, error_msg: string) => ({
    match: { call: "tokens" as const },
    times: "always" as const,
    response: { status, body: { error_code: "IAM.0000", error_msg } },
});

describe("a wrong password", () => {
    test("is sent once for all operations of a process, which fail with the same error", async () => {
        const connections = createConnectionPool(emulator(), wrongPassword());
        const errors = [];
        for (const overrides of [{}, ...projects.map((projectId) => ({ projectId })), {}])
            errors.push(await rejectionOf(connections.getConnection(overrides)));
        expect(errors[0]).toMatchObject({ kind: "unauthenticated", httpStatus: 401 });
        expect(new Set(errors).size).toBe(1);
        expect(count("tokens")).toBe(1);
    });

    test("is sent once for all regions of a cloud, each of which has an address of its own", async () => {
        const urls: string[] = [];
        const text = JSON.stringify({ error: { code: 401, message: "wrong", title: "Unauthorized" } });
        const send = ({ url }: { readonly url: URL }) => {
            urls.push(url.href);
            return Promise.resolve({ status: 401, headers: {}, text });
        };
        const connections = new ConnectionPool({}, { createTransport: () => ({ send }) });
        connections.configure(
            (key) =>
                ({
                    "huaweicloud:region": "cn-north-4",
                    "huaweicloud:userName": "user",
                    "huaweicloud:domainName": "account",
                    "huaweicloud:password": "fake-password",
                })[key],
        );
        for (const region of ["cn-north-4", "cn-north-1", "ap-southeast-3"])
            await rejectionOf(connections.getConnection({ region }));
        expect(urls).toEqual(["https://iam.cn-north-4.myhuaweicloud.com/v3/auth/tokens"]);
    });

    test("is sent once by concurrent operations in several projects", async () => {
        const runtime = createRuntime();
        const clients = projects.map((id) =>
            connectToEmulator(emulator(), { ...wrongPassword(), "huaweicloud:projectId": id }, runtime),
        );
        const errors = await Promise.all(
            clients.flatMap(({ jobs }) => [rejectionOf(jobs.get("1")), rejectionOf(jobs.get("2"))]),
        );
        expect(new Set(errors.map(({ kind }) => kind))).toEqual(new Set(["unauthenticated"]));
        expect(count("tokens")).toBe(1);
    });

    test("does not keep another one from being sent", async () => {
        const runtime = createRuntime();
        await rejectionOf(connectToEmulator(emulator(), wrongPassword(), runtime).projectId());
        const values = { ...wrongPassword(), "huaweicloud:password": emulator().info.password };
        expect(await connectToEmulator(emulator(), values, runtime).projectId()).toBe(
            emulator().info.projectId,
        );
    });

    test("is sent again in the next run of the engine", async () => {
        const values = wrongPassword();
        const connections = createConnectionPool(emulator(), values);
        const readConfig = (key: string) => connections.readConfigValue(key);
        await rejectionOf(connections.getConnection());
        emulator().setOptions({ password: "fake-password" });
        await rejectionOf(connections.getConnection());
        expect(count("tokens")).toBe(1);
        const config = new Map(
            [...Object.keys(values), "huaweicloud:region", "huaweicloud:endpoints"].map((key) => [
                key,
                readConfig(key),
            ]),
        );
        connections.configure((key) => config.get(key));
        expect((await connections.getConnection()).location.projectId).toBe(emulator().info.projectId);
    });
});

test("a locked account is asked once, whatever the project", async () => {
    emulator().injectFault(rejection(403, "The account is locked."));
    const connections = createConnectionPool(emulator(), wrongPassword());
    for (const projectId of projects) await rejectionOf(connections.getConnection({ projectId }));
    expect(count("tokens")).toBe(1);
});

test("a user without access to one project is tried for another one, and once for each", async () => {
    emulator().injectFault(rejection(403, "You have no right to access this project."));
    const runtime = createRuntime();
    for (const id of [...projects, ...projects]) {
        const values = { ...wrongPassword(), "huaweicloud:projectId": id };
        await rejectionOf(connectToEmulator(emulator(), values, runtime).jobs.get("1"));
    }
    expect(count("tokens")).toBe(projects.length);
});

test("a token that IAM rejects is sent once", async () => {
    const values = {
        ...withoutAccessKey,
        "huaweicloud:projectId": "",
        "huaweicloud:token": "fake-token-for-tests",
    };
    const connections = createConnectionPool(emulator(), values);
    for (let i = 0; i < 3; i++)
        expect((await rejectionOf(connections.getConnection())).kind).toBe("unauthenticated");
    expect(count("projects")).toBe(1);
});
