import fc from "fast-check";
import { toOneLine } from "../../provider/src/modelarts/errors";
import { redactorFor } from "../../provider/src/modelarts/connect";
import { runParameters } from "./runs";
import { expectOneLine } from "./verdict";

/** The letters of what is put in a secret's place. */
const letters = Array.from("[hidden]Signature=.*");

test("what a text becomes has bounds, whatever the secrets are made of", () => {
    fc.assert(
        fc.property(
            fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 12 }),
            fc.constantFrom(...letters),
            (tokens, letter) => {
                const redactor = redactorFor({ kind: "token", token: "hidden" });
                for (const token of tokens) redactor.add(token);
                expect(redactor.redact(letter.repeat(2_000_000)).length).toBeLessThan(100_000);
            },
        ),
        runParameters(50),
    );
});

const length = 4_000_000;
test.each([
    ["hexadecimal digits, never enough for a signature", `${"0123456789abcdef".repeat(4).slice(1)} `],
    ["hexadecimal digits", "a"],
    ["begins of a signature", "Signature="],
    ["blanks", " "],
    ["line breaks", "\r\n\u2028"],
    ["begins of a secret", "fake-secret-ke"],
    ["secrets", "fake-secret-key"],
    ["halves of characters", "\ud800"],
    ["escapes", "%66%61\\u0066"],
])("a long text comes to an end: of %s", (_, unit) => {
    const redactor = redactorFor({
        kind: "access-key",
        accessKey: "FAKEACCESSKEY0000001",
        secretKey: "fake-secret-key",
    });
    const line = toOneLine(redactor.redact(unit.repeat(length / unit.length)));
    expectOneLine(line);
    expect(line.length).toBeLessThanOrEqual(301);
});
