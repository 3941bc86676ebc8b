import { unknownValue } from "../../../provider/src/properties/inputs";
import { toInputType } from "../../../provider/src/properties/inputTypes";
import { check } from "../../../provider/src/properties/check";

describe("the value of an input in its own type", () => {
    test.each<[string, unknown, unknown]>([
        ["visualizationId", 8992, "8992"],
        ["name", 2024, "2024"],
        ["description", 0, "0"],
        ["projectId", Number.MAX_SAFE_INTEGER, "9007199254740991"],
        ["workspaceId", 0, "0"],
        ["autoStopHours", "4", 4],
        ["skipAwait", "true", true],
        ["skipAwait", "false", false],
    ])("of %s: %j becomes %j", (name, value, expected) => {
        expect(toInputType(name, value)).toBe(expected);
    });

    test.each<[string, unknown]>([
        ["visualizationId", 2 ** 53],
        ["visualizationId", 1.5],
        ["visualizationId", "0042"],
        ["visualizationId", true],
        ["visualizationId", unknownValue],
        ["region", 5],
        ["state", 1],
        ["autoStopHours", "4.5"],
        ["autoStopHours", ""],
        ["skipAwait", "yes"],
        ["skipAwait", unknownValue],
    ])("of %s: %j stays as it is", (name, value) => {
        expect(toInputType(name, value)).toBe(value);
    });
});

test("a number that has lost digits is to be quoted", () => {
    const { failures } = check({}, { inputs: { visualizationId: 2 ** 53 } });
    expect(failures).toEqual([
        {
            property: "visualizationId",
            reason: 'visualizationId is 9007199254740992; it must be the ID of a job, such as "8992". Put the number in quotes',
        },
    ]);
});
