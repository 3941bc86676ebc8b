import fc from "fast-check";
import { diff } from "../../provider/src/properties/diff";
import { check } from "../../provider/src/properties/check";
import { type Inputs, unknownValue } from "../../provider/src/properties/inputs";
import { decodeResource, decodeState, toInputs } from "../../provider/src/properties/state";
import { propertyNames, properties } from "./properties";
import { runParameters } from "./runs";
import { text } from "./texts";
import { expectOneLine, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

const context = fc.record(
    { stackState: fc.oneof(fc.constantFrom("", "stopped", "running"), text) },
    { requiredKeys: [] },
);

test("arguments are right, or are rejected by property and reason, whatever they are", () => {
    let right = 0;
    fc.assert(
        fc.property(properties, properties, context, (olds, news, checkContext) => {
            const { inputs, failures } = check(olds, decodeResource(news), {
                ...checkContext,
                randomString: (length) => "0".repeat(length),
            });
            for (const { property, reason } of failures) {
                expectOneLine(property);
                expectOneLine(reason);
                expect(reason).not.toBe("");
                expect(reason.length).toBeLessThan(400);
            }
            if (failures.length > 0) return;
            right++;
            expect(["running", "stopped", unknownValue, undefined]).toContain(inputs.state);
            expect(["delete", "stop", unknownValue]).toContain(inputs.deletionPolicy);
            if (inputs.visualizationId === undefined && inputs.name !== unknownValue)
                expect(inputs.name).toMatch(/^[A-Za-z0-9_-]{1,20}$/);
            if (inputs.trainUrl !== undefined && inputs.trainUrl !== unknownValue)
                expectOneLine(inputs.trainUrl);
        }),
        runParameters(1500),
    );
    expect(right).toBeGreaterThan(0);
});

test("a diff says what has changed, whatever is in the state and in the program", () => {
    fc.assert(
        fc.property(properties, properties, (olds, news) => {
            // The engine calls it with the inputs of `check`, and with whatever is in a state file.
            const resource = decodeResource(news);
            const randomString = (length: number) => "0".repeat(length);
            const { inputs, failures } = check({}, resource, { randomString });
            if (failures.length > 0) return;
            const difference = diff(decodeState(olds), { ...resource, inputs });
            expect(typeof difference.changes).toBe("boolean");
            for (const name of difference.replaces) expect(propertyNames).toContain(name);
        }),
        runParameters(1000),
    );
});

test("what is in the state becomes arguments again, whatever it is", () => {
    fc.assert(
        fc.property(properties, (olds) => {
            const inputs: Inputs = toInputs(decodeState(olds));
            expect(Object.keys(inputs).filter((name) => !propertyNames.includes(name))).toEqual([]);
        }),
        runParameters(500),
    );
});
