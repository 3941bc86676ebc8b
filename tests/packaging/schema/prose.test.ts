import { committedSchema, jobResource } from "../../../tools/schema/committed";
import { proseOf } from "../../../tools/schema/examples";
import { description } from "../../../tools/schema/prose";
import type { Properties } from "../../../tools/schema/spec";

describe("a docstring becomes a description for programs in every language:", () => {
    test.each([
        ["one line for each paragraph", "One\ntwo.\n\nThree.", "One two.\n\nThree."],
        [
            "settings have the plugin's namespace",
            "The configuration's, `huaweicloud:region`.",
            "The configuration's, `modelarts:region`.",
        ],
        [
            "links are names",
            "Look it up with {@link getVisualizationJob}.",
            "Look it up with `getVisualizationJob`.",
        ],
        [
            "what is `undefined` is not set",
            "Empty or `undefined`: none. `undefined`: the default.",
            "Empty or not set: none. Not set: the default.",
        ],
        [
            "a failure has no kind",
            "Rejects with a {@link ModelArtsError}: kind `not-found` where there is none, `rejected` where `id` is not given.",
            "Fails where there is none, where `id` is not given.",
        ],
        ["names of values stay", "`scoped` for `otc.t-systems.com`.", "`scoped` for `otc.t-systems.com`."],
    ])("%s", (_what, docs, expected) => {
        expect(description(docs)).toBe(expected);
    });

    test.each(["A `Promise`.", "{@linkcode one}", "Rejects with another ModelArtsError."])(
        "what no rule translates ends the work: %s",
        (docs) => {
            expect(() => description(docs)).toThrow("No rule translates");
        },
    );
});

describe("the schema", () => {
    const types = Object.values(committedSchema.types);
    const functions = Object.values(committedSchema.functions);
    const all: Properties[] = [
        committedSchema.config.variables,
        jobResource.inputProperties,
        jobResource.properties,
        ...types.flatMap((type) => ("properties" in type ? [type.properties] : [])),
        ...functions.flatMap(({ inputs, outputs }) => [inputs.properties, outputs.properties]),
    ];

    test("describes everything in whole sentences", () => {
        const properties = all.flatMap((each) => Object.values(each));
        const specs = [committedSchema.provider, jobResource, ...types, ...functions, ...properties];
        const prose = specs.map(({ description: text }) => proseOf(text));
        expect(prose.filter((text) => !/^[`A-Z0-9].*\.$/s.test(text))).toEqual([]);
    });

    test("has no word that only the dynamic resource knows", () => {
        const text = JSON.stringify(committedSchema, (_key, value: unknown) =>
            typeof value === "string" ? proseOf(value) : value,
        );
        expect(text).not.toMatch(/huaweicloud:|\bundefined\b|\{@|typescript|dynamic/i);
    });
});
