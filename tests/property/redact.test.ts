import fc from "fast-check";
import type { FixedCredential } from "../../provider/src/modelarts/config/credentialParts";
import { toOneLine } from "../../provider/src/modelarts/errors";
import { redactorFor } from "../../provider/src/modelarts/connect";
import { runParameters } from "./runs";
import { text } from "./texts";
import { expectOneLine, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

/** It is long enough not to appear by chance, and has the characters that each form of writing changes. */
const secret = fc
    .array(
        fc.oneof(
            fc.string({ minLength: 1, maxLength: 6 }),
            fc.constantFrom(
                ..."$&|/+=|%41|\\|\"|'|<a>|&amp;| |é|训|😀|^[x]|(.*)|\ud800|__proto__".split("|"),
            ),
        ),
        { minLength: 4, maxLength: 8 },
    )
    .map((parts) => `fake-${parts.join("-")}`);

const credential: fc.Arbitrary<FixedCredential> = fc.oneof(
    fc.record({ kind: fc.constant("token" as const), token: secret }),
    fc.record({ kind: fc.constant("password" as const), password: secret, userName: text }),
    fc.record({
        kind: fc.constant("access-key" as const),
        accessKey: fc.stringMatching(/^FAKE[A-Z0-9]{16}$/),
        secretKey: secret,
        securityToken: secret,
    }),
);

function secretsOf(of: FixedCredential): string[] {
    switch (of.kind) {
        case "token":
            return [of.token];
        case "password":
            return [of.password];
        case "access-key":
            return [of.secretKey, of.securityToken ?? of.secretKey];
    }
}

const whole = (one: string) => one.replace(/\p{Surrogate}/gu, "\ufffd");
/** The forms in which others write a secret down, each with the way to read it again. */
const forms: readonly (readonly [write: (one: string) => string, read: (all: string) => string])[] = [
    [(one) => one, (all) => all],
    [(one) => encodeURIComponent(whole(one)), (all) => decodeURIComponent(all)],
    [
        (one) => new URLSearchParams({ a: one }).toString().slice(2),
        (all) => decodeURIComponent(all.replaceAll("+", " ")),
    ],
    [(one) => JSON.stringify(one).slice(1, -1), (all) => JSON.parse(`"${all}"`) as string],
    [(one) => Buffer.from(one).toString("latin1"), (all) => Buffer.from(all, "latin1").toString()],
    [whole, (all) => all],
];
/** What may stand beside a secret in any form, and is the same when it is read. */
const surroundingText = fc.stringMatching(/^[A-Za-z0-9.:;, -]{0,30}$/);

test("no secret comes through, in whatever form, whatever surrounds it", () => {
    fc.assert(
        fc.property(
            credential,
            fc.constantFrom(...forms),
            fc.array(surroundingText, { minLength: 2, maxLength: 5 }),
            fc.nat({ max: 1 }),
            (of, [write, read], parts, which) => {
                const secretText = secretsOf(of)[which] ?? secretsOf(of)[0] ?? "";
                const output = redactorFor(of).redact(parts.join(write(secretText)));
                expect(output).not.toContain(secretText);
                expect(read(output)).not.toContain(whole(secretText));
                expect(output).toBe(parts.join("[hidden]"));
            },
        ),
        runParameters(600),
    );
});

test("no secret comes through in the midst of anything at all, nor a part of it at the end of a long text", () => {
    fc.assert(
        fc.property(credential, text, text, fc.nat({ max: 11_000 }), (of, before, after, length) => {
            const redactor = redactorFor(of);
            for (const secretText of secretsOf(of)) {
                const longText = `${before}${" ".repeat(length)}${secretText}${after}`;
                const output = redactor.redact(longText);
                expect(output).not.toContain(secretText);
                // Without the blanks, what stood far behind stands in front.
                const line = toOneLine(output);
                expectOneLine(line);
                if (!before.includes("fake-")) expect(line).not.toContain("fake-");
            }
        }),
        runParameters(300),
    );
});
