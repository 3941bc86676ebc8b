import type { Emulator } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { collect, connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator({ region: "eu-de" });

const temporary = ({ options }: Emulator): SettingValues => ({
    "huaweicloud:accessKey": options.temporaryAccessKey,
    "huaweicloud:secretKey": options.temporarySecretKey,
    "huaweicloud:securityToken": options.securityToken,
});
const token = ({ options }: Emulator): SettingValues => ({
    ...withoutAccessKey,
    "huaweicloud:token": options.token,
});
const password = ({ info }: Emulator): SettingValues => ({
    ...withoutAccessKey,
    "huaweicloud:userName": info.userName,
    "huaweicloud:password": info.password,
    "huaweicloud:domainName": info.domainName,
});
const signing = (form: string) => ({ "modelarts:signing": form });

const credentialForms: readonly {
    readonly name: string;
    readonly values: (emulator: Emulator) => SettingValues;
    readonly only?: "access" | "scoped";
}[] = [
    { name: "a key, in the Access form", values: () => signing("access"), only: "access" },
    { name: "a key, in the scoped form", values: () => signing("scoped"), only: "scoped" },
    {
        name: "a temporary key, in the Access form",
        values: (one) => ({ ...temporary(one), ...signing("access") }),
        only: "access",
    },
    {
        name: "a temporary key, in the scoped form",
        values: (one) => ({ ...temporary(one), ...signing("scoped") }),
        only: "scoped",
    },
    { name: "a token that is ready", values: token },
    { name: "a user name and a password", values: password },
];

describe.each(credentialForms)("with $name", ({ values, only }) => {
    beforeEach(() => {
        emulator().setOptions({ signing: only ?? "both" });
    });

    test.each(jobApiCalls)("$name is let in", async (call) => {
        await performCall(call, connectToEmulator(emulator(), values(emulator())).jobs, emulator());
        expect(emulator().requests.at(-1)).toMatchObject({ call: call.name, status: 200 });
    });

    test("the project is looked up, and let in", async () => {
        const { projectId } = connectToEmulator(emulator(), {
            ...values(emulator()),
            "huaweicloud:projectId": "",
        });
        expect(await projectId()).toBe(emulator().info.projectId);
    });
});

describe("a signed request", () => {
    test("names the project in a signed header, as the path has it", async () => {
        await connectToEmulator(emulator()).jobs.stop(emulator().makeJob().id);
        const [request] = emulator().requests;
        expect(request?.headers["x-project-id"]).toBe(emulator().info.projectId);
        expect(request?.headers["authorization"]).toMatch(/SignedHeaders=[^,]*\bx-project-id\b/);
    });

    test("has the key in the form that is set, and no token", async () => {
        for (const [form, begin] of [
            ["access", `SDK-HMAC-SHA256 Access=${emulator().info.accessKey}, `],
            ["scoped", `SDK-HMAC-SHA256 Credential=${emulator().info.accessKey}/`],
        ] as const) {
            emulator().clearRequests();
            await connectToEmulator(emulator(), signing(form)).jobs.get(emulator().makeJob().id);
            const headers = emulator().requests[0]?.headers ?? {};
            expect(headers["authorization"]?.startsWith(begin)).toBe(true);
            expect(headers).not.toHaveProperty("x-auth-token");
            expect(headers).not.toHaveProperty("x-security-token");
        }
    });

    test("is over the very bytes that are sent, whatever is in them", async () => {
        const { jobs } = connectToEmulator(emulator());
        const { id } = emulator().makeJob();
        for (const description of ["état 训练 😀", 'quotes " \\ and \n breaks', "\u2028", "a+b %20 &=?/"]) {
            await jobs.update(id, { description });
            expect(emulator().job(id)?.description).toBe(description);
        }
        for (const nameContains of ["a+b c", "%41 é &=?/#", "!'()*~", "训练"])
            await collect(jobs.list({ nameContains }));
        expect(emulator().requests.map(({ status }) => status)).toEqual(Array(8).fill(200));
    });

    test("in the form that the service does not take is refused, and says so", async () => {
        emulator().setOptions({ signing: "access" });
        const failure = await rejectionOf(connectToEmulator(emulator(), signing("scoped")).jobs.get("1"));
        expect(failure).toMatchObject({ kind: "unauthenticated", code: "APIG.0301" });
    });
});

test("a request with a token is not signed", async () => {
    await connectToEmulator(emulator(), token(emulator())).jobs.get(emulator().makeJob().id);
    const headers = emulator().requests[0]?.headers;
    expect(headers?.["x-auth-token"]).toBe(emulator().options.token);
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("x-sdk-date");
});
