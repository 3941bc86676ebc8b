import {
    connectToEmulator,
    passwordSettings,
    useEmulator,
    withoutAccessKey,
} from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";

const emulator = useEmulator();

const credentials = {
    "an access key": () => ({}),
    "a token": () => ({ ...withoutAccessKey, "huaweicloud:token": emulator().options.token }),
    "a password": () => passwordSettings(emulator()),
};
type CredentialName = keyof typeof credentials;

async function hintFor(credential: CredentialName, code: string, message = "no"): Promise<string> {
    const body = { error_code: code, error_msg: message };
    emulator().injectFault({ match: { call: "show" }, times: "always", response: { status: 401, body } });
    const error = await rejectionOf(connectToEmulator(emulator(), credentials[credential]()).jobs.get("1"));
    expect(error).toMatchObject({ kind: "unauthenticated", code });
    return error.hint ?? "";
}

describe.each(["ModelArts.0204", "ModelArts.0212", "ModelArts.0207"])("code %s", (code) => {
    test.each(["a token", "a password"] as const)(
        "names the project of the token with %s",
        async (credential) => {
            const hint = await hintFor(credential, code);
            const { info } = emulator();
            expect(hint).toContain("must be one of a project of this region");
            expect(hint).toContain(`region ${info.region}, endpoint ${info.modelarts}`);
        },
    );

    test("names no project of a token with an access key", async () => {
        const hint = await hintFor("an access key", code);
        expect(hint).not.toContain("one of a project");
        expect(hint).toContain("access key");
    });
});

test.each(["a token", "a password"] as const)(
    "code ModelArts.0207 names OBS too with %s",
    async (credential) => {
        expect(await hintFor(credential, "ModelArts.0207")).toContain("OBS");
    },
);

test("an access key that is locked is named with the time to wait", async () => {
    const message = "AK access failed to reach the limit,forbidden";
    expect(await hintFor("an access key", "APIG.0301", message)).toContain("wait five minutes");
});

describe("with a clock that is an hour off", () => {
    const rejectWith = (error_msg: string) => {
        emulator().setOptions({ clockSkew: 3600 });
        const response = { status: 401, body: { error_code: "APIG.0301", error_msg } };
        emulator().injectFault({ match: { call: "show" }, times: "always", response });
    };

    test("a wrong password is not explained by the clock", async () => {
        emulator().setOptions({ clockSkew: 3600 });
        const values = { ...passwordSettings(emulator()), "huaweicloud:password": "fake-password" };
        const { hint } = await rejectionOf(connectToEmulator(emulator(), values).jobs.get("1"));
        expect(hint).toContain("Check huaweicloud:userName, huaweicloud:password");
    });

    test("a wrong token is not explained by the clock", async () => {
        rejectWith("decrypt token fail");
        const { hint } = await rejectionOf(
            connectToEmulator(emulator(), credentials["a token"]()).jobs.get("1"),
        );
        expect(hint).toContain("Check the access key and secret key, or the token.");
    });

    test("an access key that is locked is named with the time to wait", async () => {
        rejectWith("AK access failed to reach the limit,forbidden");
        const { hint } = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
        expect(hint).toContain("wait five minutes");
    });

    test("a wrong signature is explained by the clock", async () => {
        rejectWith("verify aksk signature fail");
        const { hint } = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
        expect(hint).toContain("Set the clock of this machine");
    });
});

test("an expired temporary access key is named", async () => {
    const body = { error_code: "APIG.0301", error_msg: "security token expired" };
    emulator().injectFault({ match: { call: "show" }, times: "always", response: { status: 401, body } });
    const error = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
    expect(error.kind).toBe("token-expired");
    expect(error.hint).toContain("temporary access key has expired");
});
