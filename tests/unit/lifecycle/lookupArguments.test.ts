import {
    assertArguments,
    jobArguments,
    jobsArguments,
    toArgumentTypes,
} from "../../../provider/src/lifecycle/lookupArguments";
import { errorOf } from "../../support/errors";

describe("toArgumentTypes", () => {
    test("makes text of whole numbers where text may consist of digits", () => {
        const args = { id: 8992, name: 5, region: 5, visualizationId: 8992.5 };
        expect(toArgumentTypes(args)).toEqual({ ...args, id: "8992", name: "5" });
    });

    test.each([[undefined], [null], ["8992"]])("leaves what is no object as it is: %j", (args) => {
        expect(toArgumentTypes(args as unknown as object)).toBe(args);
    });
});

const outputHint = "For values that are known later there is the form of this function that ends in Output.";
const reasonAndHint = (schema: Parameters<typeof assertArguments>[0], args: unknown) => {
    const { kind, operation, reason, hint } = errorOf(() => {
        assertArguments(schema, args, "look up");
    });
    expect([kind, operation]).toEqual(["settings", "look up"]);
    return [reason, hint];
};

describe("assertArguments", () => {
    test.each([
        [jobArguments, {}],
        [jobArguments, { id: undefined, name: "board", other: 5 }],
        [jobsArguments, { state: "running", status: "RUNNING", nameContains: 5 }],
    ])("accepts what the lookup decides, or nothing does", (schema, args) => {
        expect(() => {
            assertArguments(schema, args, "look up");
        }).not.toThrow();
    });

    test.each([
        [undefined, "the argument is not an object"],
        [null, "the argument is not an object"],
        [{ id: null }, "id is not text"],
        [{ projectId: 5, name: {}, region: 5 }, "name is not text"],
    ])("names the first argument of a wrong type: %j", (args, reason) => {
        expect(reasonAndHint(jobArguments, args)).toEqual([reason, outputHint]);
    });

    test("says of a text which ones are possible, where all types are right, first of the status", () => {
        expect(reasonAndHint(jobsArguments, { status: "RUN", region: 5 })).toEqual([
            "region is not text",
            outputHint,
        ]);
        expect(reasonAndHint(jobsArguments, { status: "RUN", state: "Running" })).toEqual([
            "the service has no such status: it is text of 3 characters",
            expect.stringMatching(/^It has [A-Z_]+(, [A-Z_]+)+\.$/),
        ]);
        expect(reasonAndHint(jobsArguments, { state: "Running" })).toEqual([
            'there is no state "Running"',
            expect.stringMatching(/^There are [a-z]+(, [a-z]+)+\.$/),
        ]);
    });
});
