import { isAtLeast, parseVersion } from "../version";

describe("versions", () => {
    it.each([
        ["v3.274.1", [3, 274, 1]],
        ["3.169.0\n", [3, 169, 0]],
        ["3.170.0-dev.0", [3, 170, 0]],
        ["3.170.0+dirty", [3, 170, 0]],
        ["3.170", undefined],
        ["", undefined],
        ["3.1.2.3", undefined],
        ["a 3.1.2", undefined],
    ])("reads %j", (text, numbers) => {
        expect(parseVersion(text)).toEqual(numbers);
    });

    it.each([
        ["3.169.0", "3.169.0", true, "equal"],
        ["3.170.0", "3.169.9", true, "newer"],
        ["3.99.0", "3.169.0", false, "numbers, not texts"],
        ["4.0.0", "3.169.0", true, "the first number decides"],
        ["3.168.99", "3.169.0", false, "the second before the third"],
        ["3.169.0-dev.0", "3.169.0", true, "marks do not count"],
        ["unknown", "3.169.0", false, "no version is never enough"],
    ])("%s for %s: %s (%s)", (version, oldest, enough) => {
        expect(isAtLeast(version, oldest)).toBe(enough);
    });
});
