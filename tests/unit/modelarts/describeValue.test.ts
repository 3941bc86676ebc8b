import fc from "fast-check";
import { describeValue, quote } from "../../../provider/src/modelarts/describeValue";

const isLetters = (text: string) => /^[a-z]*$/.test(text);

describe("describeValue", () => {
    test.each<[unknown, string]>([
        ["", "empty text"],
        ["a", "text of 1 character"],
        ["abc", "text of 3 characters"],
        ["ab1c", 'text of 4 characters, and character 3 ("1") does not fit'],
        [" ab", 'text of 3 characters, and character 1 (" ") does not fit'],
        ["ab\n", "text of 3 characters, and character 3 (U+000A) does not fit"],
        ["a\u202eb", "text of 3 characters, and character 2 (U+202E) does not fit"],
        ["a😀b", 'text of 3 characters, and character 2 ("😀") does not fit'],
        ["a\ud800", "text of 2 characters, and character 2 (U+D800) does not fit"],
        [25, "25"],
        [NaN, "NaN"],
        [true, "true"],
        [undefined, "undefined"],
        [null, "null"],
        [["a"], "an array"],
        [{ a: "b" }, "an object"],
        [5n, "a bigint"],
    ])("of %p is %s", (value, expected) => {
        expect(describeValue(value, isLetters)).toBe(expected);
    });

    test("names the first character that does not fit, wherever it is", () => {
        const letters = fc.string({ unit: fc.constantFrom("a", "b", "c") });
        fc.assert(
            fc.property(letters, fc.string(), (valid, rest) => {
                const text = describeValue(`${valid}1${rest}`, isLetters);
                expect(text).toContain(`character ${valid.length + 1} ("1")`);
            }),
        );
    });

    test("has at most one character of the text", () => {
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom("ä", "ö", "ü"), minLength: 2 }), (text) => {
                const description = describeValue(text, isLetters).replace(/character \d+ \("."\)/u, "");
                expect(description).not.toMatch(/[äöü]/);
            }),
        );
    });
});

test("quote shortens a long value, and says its length", () => {
    expect(quote("x".repeat(200))).toBe(`"${"x".repeat(79)}… (202 characters)`);
    expect(quote("running")).toBe('"running"');
});
