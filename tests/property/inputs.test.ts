import fc from "fast-check";
import { diff } from "../../provider/src/properties/diff";
import { check } from "../../provider/src/properties/check";
import { type Inputs, unknownValue } from "../../provider/src/properties/inputs";
import { automaticName, randomPartLength } from "../../provider/src/properties/naming";
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
            const resource = decodeResource(news);
            const { inputs, failures, needsName } = check(olds, resource, checkContext);
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
            const name = needsName ? automaticName(resource.urn, "0".repeat(randomPartLength)) : inputs.name;
            if (inputs.visualizationId === undefined && name !== unknownValue)
                expect(name).toMatch(/^[A-Za-z0-9_-]{1,20}$/);
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
            const { inputs, failures } = check({}, resource);
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
