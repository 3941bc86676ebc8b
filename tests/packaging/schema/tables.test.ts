import path from "node:path";
import { effects } from "../../../provider/src/properties/diff";
import { integerInputs } from "../../../provider/src/properties/rules";
import { credentialParts } from "../../../provider/src/modelarts/config/credentialParts";
import { integerSettings } from "../../../provider/src/modelarts/config/settingNames";
import { run } from "../../../tools/engine/childProcess";
import { committedSchema, jobResource } from "../../../tools/schema/committed";
import type { PackageSpec, Properties, PropertySpec } from "../../../tools/schema/spec";

/** Returns the names of the properties for which `isMatch` is true, in alphabetical order. */
const namesWhere = (properties: Properties, isMatch: (property: PropertySpec) => boolean): string[] =>
    Object.entries(properties)
        .filter(([, property]) => isMatch(property))
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
        const names = namesWhere(jobResource.inputProperties, (each) => each.willReplaceOnChanges === true);
        expect(names).toEqual(namesOf<string>(effects, "replace"));
    });

    test("which input, output and setting is an integer", () => {
        expect(namesWhere(jobResource.inputProperties, isInteger)).toEqual([...integerInputs].sort());
        expect(namesWhere(jobResource.properties, isInteger)).toEqual([...integerInputs].sort());
        expect(namesWhere(committedSchema.config.variables, isInteger)).toEqual([...integerSettings].sort());
    });

    test("which setting is secret", () => {
        const names = namesWhere(committedSchema.config.variables, (each) => each.secret === true);
        expect(names).toEqual(namesOf<string>(credentialParts, "secret"));
    });
});

describe("comments", () => {
    let schema: PackageSpec;
    beforeAll(async () => {
        const text = (words: string) => [{ kind: "text", text: words }];
        const comment = {
            summary: text("A secret whole number, an integer. A change makes a new job."),
            blockTags: [
                { tag: "@defaultValue", content: text("two") },
                { tag: "@deprecated", content: [...text("Use "), { kind: "inline-tag", text: "Job" }] },
            ],
        };
        const tsNode = require.resolve("ts-node/dist/bin");
        const args = [tsNode, "--transpile-only", path.join(__dirname, "main.ts"), JSON.stringify(comment)];
        const { code, stdout, stderr } = await run(process.execPath, args, { timeoutMs: 240_000 });
        if (code !== 0) throw new Error(stderr);
        schema = JSON.parse(stdout) as PackageSpec;
    }, 300_000);

    test("decide the descriptions alone, whatever their words", () => {
        expect(withoutDescriptions(schema)).toEqual(withoutDescriptions(committedSchema));
    });

    test("give the schema their defaults and deprecations", () => {
        const { config, functions, resources } = schema;
        const description = expect.stringMatching(/^A secret whole number.* Default: two\./) as string;
        const resource = resources["modelarts:index:VisualizationJob"];
        const specs = [
            config.variables["maxRetries"],
            config.variables["signing"],
            resource,
            resource?.inputProperties["state"],
            functions["modelarts:index:getVisualizationJob"],
        ];
        for (const each of specs)
            expect(each).toMatchObject({ description, deprecationMessage: "Use `Job`" });
    });
});

function withoutDescriptions(value: unknown): unknown {
    // A property of this name is an object.
    const text = JSON.stringify(value, (name, each: unknown) =>
        ["description", "deprecationMessage"].includes(name) && typeof each === "string" ? undefined : each,
    );
    return JSON.parse(text);
}
