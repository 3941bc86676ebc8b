import type { Credential } from "../../../../provider/src/modelarts/config/credentials";
import { redactorFor } from "../../../../provider/src/modelarts/connect";

const specialCharacters = `fake"pass&wörd <1>+/=\\%41'`;
const keys: Credential = {
    kind: "access-key",
    accessKey: "FAKEACCESSKEY0000001",
    secretKey: "fake-secret-key",
    securityToken: "fake-security-token/with+more==",
};

const html = (text: string) =>
    text
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll('"', "&quot;")
        .replaceAll("'", "&#39;");

const ascii = (text: string) =>
    JSON.stringify(text)
        .slice(1, -1)
        .replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

describe("a secret", () => {
    test.each<[form: string, encode: (secret: string) => string]>([
        ["plain", (secret) => secret],
        ["in a URL", encodeURIComponent],
        [
            "in a URL with lower-case escapes",
            (secret) => encodeURIComponent(secret).replace(/%../g, (c) => c.toLowerCase()),
        ],
        ["in a URL by encodeURI", encodeURI],
        ["in a form", (secret) => new URLSearchParams({ secret }).toString().slice("secret=".length)],
        ["in JSON", (secret) => JSON.stringify(secret).slice(1, -1)],
        ["in JSON with ASCII only", ascii],
        ["in HTML", html],
        ["in a header, as Latin-1", (secret) => Buffer.from(secret).toString("latin1")],
    ])("is hidden %s", (_, encode) => {
        for (const password of [specialCharacters, "fake-password", "fake password"]) {
            const redactor = redactorFor({ kind: "password", password, userName: "someone" });
            const text = redactor.redact(`before ${encode(password)} after`);
            expect(text).toBe("before [hidden] after");
        }
    });

    test("is hidden at each place", () => {
        const text = "fake-secret-key,fake-secret-keyfake-secret-key/x";
        expect(redactorFor(keys).redact(text)).toBe("[hidden],[hidden][hidden]/x");
    });

    test("that contains another one is hidden completely", () => {
        const redactor = redactorFor({
            ...keys,
            secretKey: "fake-secret",
            securityToken: "fake-secret-long",
        });
        expect(redactor.redact("fake-secret-long fake-secret")).toBe("[hidden] [hidden]");
    });

    test("that is added later is hidden too", () => {
        const redactor = redactorFor({ kind: "password", password: "fake-password", userName: "someone" });
        redactor.add("fake-token-1");
        redactor.add("fake-token-2");
        expect(redactor.redact("fake-token-1 fake-token-2 fake-password")).toBe("[hidden] [hidden] [hidden]");
    });

    test.each<[string, Credential, string[]]>([
        ["a key", keys, [keys.secretKey, "fake-security-token/with+more=="]],
        ["a token", { kind: "token", token: "fake-token" }, ["fake-token"]],
        ["a password", { kind: "password", password: "fake-password", userId: "u-1" }, ["fake-password"]],
    ])("is each secret part of %s", (_, credential, secrets) => {
        for (const secret of secrets) expect(redactorFor(credential).redact(secret)).toBe("[hidden]");
    });
});

describe("a signature", () => {
    test.each(["SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=0123abcdef", "signature=0123ABCDEF"])(
        "is hidden in %j",
        (text) => {
            expect(redactorFor(keys).redact(text)).not.toMatch(/0123abcdef/i);
        },
    );
});

describe("other text", () => {
    test("is unchanged", () => {
        const text = "This job can't be stop. job status: 10";
        expect(redactorFor(keys).redact(text)).toBe(text);
    });

    test("keeps the name of the user", () => {
        const redactor = redactorFor({ kind: "password", password: "fake-password", userName: "someone" });
        expect(redactor.redact("The user someone is locked.")).toBe("The user someone is locked.");
    });

    test("keeps the first characters of an access key", () => {
        expect(redactorFor(keys).redact("err: FAKEACCESSKEY0000001 not exist")).toBe("err: FAKE… not exist");
    });
});

test("does not redact the replacement of an earlier secret", () => {
    const redactor = redactorFor({ kind: "token", token: "hidden" });
    for (const letter of Array.from("[hidden]")) redactor.add(letter);
    expect(redactor.redact("did")).toBe("[hidden][hidden][hidden]");
});
