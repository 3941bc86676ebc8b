import { Declarations } from "../../../tools/schema/declarations";
import { packageSchema } from "../../../tools/schema/packageSchema";
import { description } from "../../../tools/schema/prose";
import { type Comment, commentOf, type Part, writtenOut } from "../../../tools/schema/tags";

// The compiler reads the whole package.
jest.setTimeout(60_000);

const textOf = (parts: readonly Part[]): string => parts.map(({ text }) => text).join("");
const written = (comment: string): string => textOf(writtenOut(commentOf(comment)).summary);

/** A comment of several lines. */
const comment = (...lines: readonly string[]): string =>
    ["/**", ...lines.map((l) => ` * ${l}`), " */"].join("\n");

describe("a comment is read from its source", () => {
    test("without its slashes and stars", () => {
        expect(textOf(commentOf("/** One. */").summary)).toBe("One.");
        expect(textOf(commentOf(comment("One", "two.", "", "Three.")).summary)).toBe("One\ntwo.\n\nThree.");
        expect(commentOf("").summary).toEqual([]);
    });

    test("with its tags, on lines of their own or not", () => {
        const { blockTags } = commentOf(
            comment("One. @defaultValue 5", "@remarks Two", "three.", "@internal"),
        );
        expect(blockTags.map(({ tag, content }) => [tag, textOf(content)])).toEqual([
            ["@defaultValue", "5"],
            ["@remarks", "Two\nthree."],
            ["@internal", ""],
        ]);
    });

    test("with links and code, which are no tags", () => {
        const code = ["```ts", 'import "@pulumi/pulumi"; // @defaultValue 5', "```"];
        const { summary, blockTags } = commentOf(
            comment("A {@link Job}, a @pulumi/pulumi, ` @remarks `.", ...code),
        );
        expect(blockTags).toEqual([]);
        expect(summary[1]).toEqual({ kind: "inline-tag", text: "{@link Job}" });
    });
});

describe("what a tag says becomes text:", () => {
    test.each([
        ["a default", ["One.", "@defaultValue `false`"], "One. Default: `false`."],
        [
            "a default that ends in a stop",
            ["One.", "@defaultValue none, it runs."],
            "One. Default: none, it runs.",
        ],
        ["a remark", ["One.", "@remarks Two.", "@defaultValue 5"], "One.\n\nTwo. Default: 5."],
        [
            "a condition of an error",
            ["One.", "@throws where it is late."],
            "One.\n\nRejects where it is late.",
        ],
        [
            "kinds in braces",
            ["One.", "@throws {quota, wrong-status, gone} where it must.", "@throws {denied} where it may."],
            "One.\n\nRejects with kind `quota`, `wrong-status` or `gone` where it must, `denied` where it may.",
        ],
        [
            "the class of the error, once",
            [
                "One.",
                "@throws {@link AnError} of kind `gone` if gone.",
                "@throws {@link AnError}: kind `quota` if full.",
            ],
            "One.\n\nRejects with a {@link AnError} of kind `gone` if gone, kind `quota` if full.",
        ],
        [
            "errors after all else",
            ["One.", "@throws kind `gone` if gone", "@defaultValue 5"],
            "One. Default: 5.\n\nRejects with kind `gone` if gone.",
        ],
        ["an example or a deprecation stays a tag", ["One.", "@example two", "@deprecated three"], "One."],
    ])("%s", (_what, lines, expected) => {
        expect(written(comment(...lines))).toBe(expected);
    });

    test("parts that TypeDoc has read keep what it knows of them", () => {
        const link = { kind: "inline-tag", text: "Job", target: 7 };
        const read: Comment = {
            summary: [],
            blockTags: [{ tag: "@defaultValue", content: [link, { kind: "text", text: " of today." }] }],
        };
        const { summary } = writtenOut(read);
        expect(summary[1]).toBe(link);
        expect(textOf(summary)).toBe(" Default: Job of today.");
    });

    test("a call that gives no promise does not reject", () => {
        const { summary } = writtenOut(commentOf("/** @throws {gone} if gone. */"), "Fails");
        expect(textOf(summary)).toBe("\n\nFails with kind `gone` if gone.");
    });
});

test.each([
    "@throws {gone} where there is none. @throws {refused, quota} where there are two.",
    "@throws {@link AnError} of kind `gone` where there is none. @throws `refused` where there are two.",
    "@throws {@link AnError}: kind `gone` where there is none. @throws {@link AnError} of kind `quota` where there are two.",
    "@throws where there is none. @throws where there are two.",
])("in the schema an error has neither class nor kind: %s", (tags) => {
    expect(description(written(`/** One. ${tags} */`))).toBe(
        "One.\n\nFails where there is none, where there are two.",
    );
});

test("the schema has the defaults and deprecations of tags", async () => {
    const tagged = "/** One {@link Job}. @defaultValue two @deprecated Use {@link Job}. */";
    const { config, functions, resources } = await packageSchema(
        Declarations.read((text) => text.replace(/\/\*\*.*?\*\//gs, tagged)),
    );
    const deprecationMessage = "Use `Job`.";
    const description = expect.stringMatching(/^One `Job`\..* Default: two\./) as string;
    const resource = resources["modelarts:index:VisualizationJob"];
    const described = [
        config.variables["maxRetries"],
        config.variables["signing"],
        resource,
        resource?.inputProperties["state"],
        functions["modelarts:index:getVisualizationJob"],
    ];
    for (const each of described) expect(each).toMatchObject({ description, deprecationMessage });
});
