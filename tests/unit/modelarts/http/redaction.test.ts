import type { Credential } from "../../../../provider/src/modelarts/config/credentials";
import { redactorFor } from "../../../../provider/src/modelarts/connect";

const odd = `fake"pass&wörd <1>+/=\\%41'`;
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
        ["as it is", (secret) => secret],
        ["in an address", encodeURIComponent],
        [
            "in an address, in lower case",
            (secret) => encodeURIComponent(secret).replace(/%../g, (c) => c.toLowerCase()),
        ],
        ["in an address as a whole", encodeURI],
        ["in a form", (secret) => new URLSearchParams({ secret }).toString().slice("secret=".length)],
        ["in JSON", (secret) => JSON.stringify(secret).slice(1, -1)],
        ["in JSON of ASCII alone", ascii],
        ["in a page", html],
        ["in a header, which is read byte by byte", (secret) => Buffer.from(secret).toString("latin1")],
    ])("%s is hidden", (_, encode) => {
        for (const password of [odd, "fake-password", "fake password"]) {
            const redactor = redactorFor({ kind: "password", password, userName: "somebody" });
            const text = redactor.redact(`before ${encode(password)} after`);
            expect(text).toBe("before [hidden] after");
        }
    });

    test("is hidden wherever it stands, and as often", () => {
        const text = "fake-secret-key,fake-secret-keyfake-secret-key/x";
        expect(redactorFor(keys).redact(text)).toBe("[hidden],[hidden][hidden]/x");
    });

    test("that holds another one is hidden as a whole", () => {
        const redactor = redactorFor({
            ...keys,
            secretKey: "fake-secret",
            securityToken: "fake-secret-long",
        });
        expect(redactor.redact("fake-secret-long fake-secret")).toBe("[hidden] [hidden]");
    });

    test("that came up later is hidden from then on, and the earlier ones still are", () => {
        const redactor = redactorFor({ kind: "password", password: "fake-password", userName: "somebody" });
        redactor.add("fake-token-1");
        redactor.add("fake-token-2");
        expect(redactor.redact("fake-token-1 fake-token-2 fake-password")).toBe("[hidden] [hidden] [hidden]");
    });

    test.each<[string, Credential, string[]]>([
        ["a key", keys, [keys.secretKey, "fake-security-token/with+more=="]],
        ["a token", { kind: "token", token: "fake-token" }, ["fake-token"]],
        ["a log-in", { kind: "password", password: "fake-password", userId: "u-1" }, ["fake-password"]],
    ])("is every part of %s that proves something", (_, credential, secrets) => {
        for (const secret of secrets) expect(redactorFor(credential).redact(secret)).toBe("[hidden]");
    });
});

describe("a signature is hidden", () => {
    test.each(["SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=0123abcdef", "signature=0123ABCDEF"])(
        "%j",
        (text) => {
            expect(redactorFor(keys).redact(text)).not.toMatch(/0123abcdef/i);
        },
    );
});

describe("what is no secret", () => {
    test("is left as it is", () => {
        const text = "This job can't be stop. job status: 10";
        expect(redactorFor(keys).redact(text)).toBe(text);
    });

    test("is the user: a person must see who it was", () => {
        const redactor = redactorFor({ kind: "password", password: "fake-password", userName: "somebody" });
        expect(redactor.redact("The user somebody is locked.")).toBe("The user somebody is locked.");
    });

    test("is the begin of an access key: a person must see which one it was", () => {
        expect(redactorFor(keys).redact("err: FAKEACCESSKEY0000001 not exist")).toBe("err: FAKE… not exist");
    });
});

describe("a text", () => {
    test("has bounds, and what stands in a secret's place is not looked through for the next one", () => {
        const redactor = redactorFor({ kind: "token", token: "hidden" });
        for (const letter of Array.from("[hidden]")) redactor.add(letter);
        expect(redactor.redact("did")).toBe("[hidden][hidden][hidden]");
        expect(redactor.redact("d".repeat(5_000_000)).length).toBeLessThan(100_000);
    });

    test("that is cut shows no part of the secret at its end", () => {
        for (const blanks of [9_990, 9_995, 9_999, 10_000, 10_005])
            expect(redactorFor(keys).redact(" ".repeat(blanks) + keys.secretKey)).not.toContain("fake");
    });
});

test("a secret with half a character in it is hidden like any other", () => {
    const redactor = redactorFor({ kind: "password", password: "fake-\ud800-password" });
    for (const form of ["fake-\ud800-password", "fake-\ufffd-password", "fake-%EF%BF%BD-password"])
        expect(redactor.redact(form)).toBe("[hidden]");
});
