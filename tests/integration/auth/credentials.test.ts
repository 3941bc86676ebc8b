import type { Emulator } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import {
    collect,
    connectToEmulator,
    passwordSettings,
    useEmulator,
    withoutAccessKey,
} from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator({ region: "eu-de" });

const temporaryKey = ({ options }: Emulator): SettingValues => ({
    "huaweicloud:accessKey": options.temporaryAccessKey,
    "huaweicloud:secretKey": options.temporarySecretKey,
    "huaweicloud:securityToken": options.securityToken,
});
const token = ({ options }: Emulator): SettingValues => ({
    ...withoutAccessKey,
    "huaweicloud:token": options.token,
});
const signing = (form: string) => ({ "modelarts:signing": form });

const credentialForms: readonly {
    readonly name: string;
    readonly values: (emulator: Emulator) => SettingValues;
    readonly only?: "access" | "scoped";
}[] = [
    { name: "a key in the Access form", values: () => signing("access"), only: "access" },
    { name: "a key in the scoped form", values: () => signing("scoped"), only: "scoped" },
    {
        name: "a temporary key in the Access form",
        values: (emulator) => ({ ...temporaryKey(emulator), ...signing("access") }),
        only: "access",
    },
    {
        name: "a temporary key in the scoped form",
        values: (emulator) => ({ ...temporaryKey(emulator), ...signing("scoped") }),
        only: "scoped",
    },
    { name: "a token", values: token },
    { name: "a user name and a password", values: passwordSettings },
];

describe.each(credentialForms)("with $name", ({ values, only }) => {
    beforeEach(() => {
        emulator().setOptions({ signing: only ?? "both" });
    });

    test.each(jobApiCalls)("the service accepts $name", async (call) => {
        await performCall(call, connectToEmulator(emulator(), values(emulator())).jobs, emulator());
        expect(emulator().requests.at(-1)).toMatchObject({ call: call.name, status: 200 });
    });

    test("IAM accepts the lookup of the project", async () => {
        const { projectId } = connectToEmulator(emulator(), {
            ...values(emulator()),
            "huaweicloud:projectId": "",
        });
        expect(await projectId()).toBe(emulator().info.projectId);
    });
});

describe("a signed request", () => {
    test("has the project ID in a signed header", async () => {
        await connectToEmulator(emulator()).jobs.stop(emulator().makeJob().id);
        const [request] = emulator().requests;
        expect(request?.headers["x-project-id"]).toBe(emulator().info.projectId);
        expect(request?.headers["authorization"]).toMatch(/SignedHeaders=[^,]*\bx-project-id\b/);
    });

    test("has the configured form, and no token", async () => {
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

    test("is signed over the bytes that are sent", async () => {
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

    test("fails as unauthenticated in a form that the service does not accept", async () => {
        emulator().setOptions({ signing: "access" });
        const error = await rejectionOf(connectToEmulator(emulator(), signing("scoped")).jobs.get("1"));
        expect(error).toMatchObject({ kind: "unauthenticated", code: "APIG.0301" });
    });
});

test("does not sign a request with a token", async () => {
    await connectToEmulator(emulator(), token(emulator())).jobs.get(emulator().makeJob().id);
    const headers = emulator().requests[0]?.headers;
    expect(headers?.["x-auth-token"]).toBe(emulator().options.token);
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("x-sdk-date");
});
