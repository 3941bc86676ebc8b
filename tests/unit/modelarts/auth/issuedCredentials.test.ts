import { readIssuedCredentials } from "../../../../provider/src/modelarts/auth/issuedCredentials";
import type { Issuer } from "../../../../provider/src/modelarts/config/issuers";
import { errorOf } from "../../../support/errors";
import { FakeClock } from "../../../support/fakeClock";

const command: Issuer = { kind: "command", command: ["keys", "--password=SECRET"] };
const clock = new FakeClock(Date.UTC(2024, 0, 31));
const read = (value: unknown, issuer: Issuer = command) =>
    readIssuedCredentials(typeof value === "string" ? value : JSON.stringify(value), issuer, clock);

test.each([
    [
        { accessKey: "a", secretKey: "s" },
        { kind: "access-key", accessKey: "a", secretKey: "s" },
    ],
    [
        { accessKey: "a", secretKey: "s", securityToken: "t", expiresAt: null },
        { kind: "access-key", accessKey: "a", secretKey: "s", securityToken: "t" },
    ],
    [
        { token: "t", expiresAt: "" },
        { kind: "token", token: "t" },
    ],
    [
        { userName: "u", password: " p ", domainId: "d" },
        { userName: "u", password: " p ", domainId: "d" },
    ],
])("reads the credentials %j", (output, credential) => {
    const result = read(output);
    expect(result.credential).toMatchObject(credential);
    expect(result.expiresAt).toBeUndefined();
});

test("reads the form of IAM and of the metadata address", () => {
    const text =
        '{"credential":{"access":"a","expires_at":"2024-01-31T01:00:00.574000Z","secret":"s","securitytoken":"t"}}';
    expect(read(text)).toEqual({
        credential: { kind: "access-key", accessKey: "a", secretKey: "s", securityToken: "t" },
        expiresAt: Date.UTC(2024, 0, 31, 1, 0, 0, 574),
    });
});

test.each([
    ["", "gave no JSON object"],
    ["SECRET", "gave no JSON object"],
    ['["SECRET"]', "has no credentials"],
    [{ secret: 1 }, "has no credentials"],
    [{ secretKey: "SECRET" }, 'secretKey in the response of the command "keys" is set, but accessKey'],
    [{ token: "SECRET\n2" }, "holds characters that no request can carry"],
    [{ token: "SECRET", expiresAt: "soon" }, "has an expiresAt that is no time"],
    [{ token: "SECRET", expiresAt: 1_900_000_000 }, "has an expiresAt that is no time"],
    [{ token: "SECRET", expiresAt: "2024-01-30T00:00:00Z" }, "have expired at 2024-01-30T00:00:00.000Z"],
])("rejects %j, and shows no value", (output, message) => {
    const error = errorOf(() => read(output));
    expect(error.kind).toBe("settings");
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("SECRET");
});

test("says of a machine without agency what to do", () => {
    const { message } = errorOf(() => read({}, { kind: "metadata", address: "http://127.0.0.1:1" }));
    expect(message).toContain("Could not get credentials from the metadata address http://127.0.0.1:1");
    expect(message).toContain("Give the machine an agency");
});
