import { licenceFaults, licencesDocument } from "../../../tools/release/licences";

describe("a licence", () => {
    test.each([
        "MIT",
        "Apache-2.0",
        "ISC",
        "(MIT OR GPL-3.0-only)",
        "(MIT AND BSD-3-Clause)",
        "(MIT OR WTFPL) AND ISC",
    ])("may come with the package: %s", (licence) => {
        expect(licenceFaults({ "a@1.0.0": licence })).toEqual([]);
    });

    test.each([
        "GPL-3.0-only",
        "UNLICENSED",
        "UNKNOWN",
        "MIT*",
        "(MIT AND GPL-3.0-only)",
        "Custom: see LICENSE",
        "",
    ])("may not come with the package: %j", (licence) => {
        expect(licenceFaults({ "a@1.0.0": licence, "b@1.0.0": "MIT" })).toEqual([
            expect.stringContaining("a@1.0.0"),
        ]);
    });
});

test("the page of licences has each package once, without its version", () => {
    const page = licencesDocument({ "@a/b@1.0.0": "MIT", "@a/b@2.0.0": "MIT", "c@1.0.0": "ISC" });
    expect(page.match(/^\| `.*$/gm)).toEqual(["| `@a/b` | MIT |", "| `c` | ISC |"]);
});
