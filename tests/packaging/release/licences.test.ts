import { licenceFaults, licencesDocument } from "../../../tools/release/licences";

describe("a licence", () => {
    test.each(["MIT", "Apache-2.0", "ISC", "BSD-3-Clause"])("may come with the package: %s", (licence) => {
        expect(licenceFaults(new Map([["a", licence]]))).toEqual([]);
    });

    test.each([
        "GPL-3.0-only",
        "UNLICENSED",
        "UNKNOWN",
        "MIT*",
        "(MIT AND GPL-3.0-only)",
        "(MIT OR GPL-3.0-only)",
        "Custom: see LICENSE",
        "",
    ])("may not come with the package: %j", (licence) => {
        const licences = new Map([
            ["a", licence],
            ["b", "MIT"],
        ]);
        expect(licenceFaults(licences)).toEqual([expect.stringMatching(/^a has/)]);
    });
});

test("the page of licences has the packages in the order of the alphabet", () => {
    const licences = new Map([
        ["c", "ISC"],
        ["@a/b", "MIT"],
    ]);
    expect(licencesDocument(licences).match(/^\| `.*$/gm)).toEqual(["| `@a/b` | MIT |", "| `c` | ISC |"]);
});
