import { effects } from "../../../provider/src/properties/diff";
import { integerInputs } from "../../../provider/src/properties/inputs";
import { credentialParts } from "../../../provider/src/modelarts/config/credentials";
import { integerSettings } from "../../../provider/src/modelarts/config/settingNames";
import { committedSchema, jobResource } from "../../../tools/schema/committed";
import { Declarations } from "../../../tools/schema/declarations";
import { packageSchema } from "../../../tools/schema/packageSchema";
import type { Properties, PropertySpec } from "../../../tools/schema/spec";

// The compiler reads the whole package.
jest.setTimeout(60_000);

/** The names of the properties for which it holds, in alphabetical order. */
const namesWhere = (properties: Properties, holds: (property: PropertySpec) => boolean): string[] =>
    Object.entries(properties)
        .filter(([, property]) => holds(property))
        .map(([name]) => name)
        .sort();

function namesOf<T>(table: Readonly<Record<string, T>>, value: T): string[] {
    return Object.keys(table)
        .filter((name) => table[name] === value)
        .sort();
}

const isInteger = ({ type }: PropertySpec): boolean => type === "integer";

describe("the tables of the code decide", () => {
    test("which input replaces the job", () => {
        const marked = namesWhere(jobResource.inputProperties, (each) => each.willReplaceOnChanges === true);
        expect(marked).toEqual(namesOf<string>(effects, "replace"));
    });

    test("which input, output and setting is an integer", () => {
        expect(namesWhere(jobResource.inputProperties, isInteger)).toEqual([...integerInputs].sort());
        expect(namesWhere(jobResource.properties, isInteger)).toEqual([...integerInputs].sort());
        expect(namesWhere(committedSchema.config.variables, isInteger)).toEqual([...integerSettings].sort());
    });

    test("which setting is secret", () => {
        const marked = namesWhere(committedSchema.config.variables, (each) => each.secret === true);
        expect(marked).toEqual(namesOf<string>(credentialParts, "secret"));
    });
});

test("the words of the comments decide the descriptions alone", async () => {
    const misleading = "/** A secret whole number, an integer. A change makes a new job. */";
    const declarations = Declarations.read((text) => text.replace(/\/\*\*.*?\*\//gs, misleading));
    const made = await packageSchema(declarations);
    expect(JSON.stringify(made)).toContain("A secret whole number");
    expect(withoutDescriptions(made)).toEqual(withoutDescriptions(committedSchema));
});

function withoutDescriptions(value: unknown): unknown {
    // A property of this name is an object.
    const text = JSON.stringify(value, (name, each: unknown) =>
        ["description", "deprecationMessage"].includes(name) && typeof each === "string" ? undefined : each,
    );
    return JSON.parse(text);
}
