import { unknownValue } from "../../../../provider/src/properties/inputs";
import { runCheck, validInputs, folder, failureReasons } from "../../../support/inputs";

/** Every input, with values that fit and values that do not. */
const rules: readonly (readonly [input: string, fits: readonly unknown[], breaks: readonly unknown[]])[] = [
    [
        "trainUrl",
        [
            "/bucket/folder/",
            "/bucket/folder",
            "obs://bucket/folder/",
            "obs://my.bucket-1/a/b/c",
            "/bucket/a b/",
        ],
        [
            "",
            "bucket/folder/",
            "https://bucket/folder/",
            "obs:///folder/",
            "//bucket/folder/",
            "/bucket//folder/",
            "/Bucket/folder/",
            7,
        ],
    ],
    ["name", ["a", "a".repeat(20), "Az0_-"], ["", "a".repeat(21), "a b", "a.b", "état", "a/b", "a\n", 7]],
    ["description", ["", "x".repeat(256), "训".repeat(256), "😀".repeat(256), "0"], ["x".repeat(257), 0, {}]],
    ["jobType", ["tensorboard", "mindinsight"], ["", "TensorBoard", "other", 1]],
    ["flavor", ["modelarts.vm.cpu.2u"], ["", " ", "a b", 1]],
    ["autoStopHours", [1, 24], [0, 25, -1, 1.5, NaN, Infinity, "4", true]],
    ["state", ["running", "stopped"], ["", "Running", "starting", "deleted", true]],
    ["deletionPolicy", ["delete", "stop"], ["", "keep", true]],
    ["region", ["cn-north-4", "eu-de"], ["", "eu de", "eu-de/..", 1]],
    ["projectId", ["0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e"], ["", "a/b", "a b", 1]],
    ["skipAwait", [true, false], ["true", 1, ""]],
    ["visualizationId", ["8992", "9007199254740993"], ["", "8992/stop", "../1", "89 92", {}]],
];
const values = (column: 1 | 2) =>
    rules.flatMap((row) => row[column].map((value) => ({ input: row[0], value })));

/** What makes `input` the only thing that can be wrong. */
const requiredInputs = (input: string) => (input === "visualizationId" ? {} : { trainUrl: folder });

describe("an input", () => {
    test.each(values(1))("may be: $input = $value", ({ input, value }) => {
        expect(runCheck({ ...requiredInputs(input), [input]: value }).failures).toEqual([]);
    });

    test.each(values(2))("may not be: $input = $value", ({ input, value }) => {
        const { failures } = runCheck({ ...requiredInputs(input), [input]: value });
        expect(failures.map(({ property }) => property)).toEqual([input]);
        expect(failures[0]?.reason).toMatch(new RegExp(`^${input} is .+; it must be .+`));
    });

    test.each(rules.map(([input]) => input))("that is not known before up is no failure: %s", (input) => {
        const { failures, inputs } = runCheck({ ...requiredInputs(input), [input]: unknownValue });
        expect(failures).toEqual([]);
        expect(inputs).toHaveProperty(input, unknownValue);
    });

    test("may be unknown together with all others that go with it", () => {
        const alone = ["trainUrl", "name", "jobType", "flavor", "autoStopHours"];
        for (const out of [["visualizationId"], alone]) {
            const names = rules.map(([input]) => input).filter((input) => !out.includes(input));
            const unknown = Object.fromEntries(names.map((name) => [name, unknownValue]));
            expect(runCheck(unknown).failures).toEqual([]);
        }
    });

    test.each([null, undefined])("that is %s is as one that is left out", (value) => {
        const nothing = Object.fromEntries(rules.map(([input]) => [input, value]));
        expect(runCheck({ ...nothing, trainUrl: folder })).toEqual(runCheck({ trainUrl: folder }));
        expect(runCheck({ ...nothing, visualizationId: "8992" })).toEqual(
            runCheck({ visualizationId: "8992" }),
        );
    });

    test("that is too long is not repeated as a whole", () => {
        expect(failureReasons({ trainUrl: folder, description: "x".repeat(10_000) })[0]?.length).toBeLessThan(
            300,
        );
    });

    test.each(["stat", "train_url", "jobName", "constructor", "toString", "__proto__x"])(
        "of a name that does not exist is named: %s",
        (name) => {
            expect(runCheck({ trainUrl: folder, [name]: "stopped" }).failures).toEqual([
                { property: name, reason: `VisualizationJob has no input ${name}` },
            ]);
        },
    );

    test("each is told of, when several are wrong", () => {
        const invalidInputs = { trainUrl: "x", name: "", state: "on", autoStopHours: 0 };
        expect(runCheck(invalidInputs).failures.map(({ property }) => property)).toEqual(
            Object.keys(invalidInputs),
        );
    });
});

describe("the inputs together", () => {
    test("need trainUrl or visualizationId, and the reason names both", () => {
        const { failures } = runCheck({ name: "board" });
        expect(failures.map(({ property }) => property)).toEqual(["trainUrl"]);
        expect(failures[0]?.reason).toContain("visualizationId");
    });

    test.each([
        ["trainUrl", folder],
        ["name", "board"],
        ["jobType", "mindinsight"],
        ["flavor", "f.1"],
        ["autoStopHours", 4],
    ])("cannot have %s with visualizationId: a job that is taken over keeps its own", (input, value) => {
        const { failures } = runCheck({ visualizationId: "8992", [input]: value });
        expect(failures.map(({ property }) => property)).toEqual([input]);
        expect(failures[0]?.reason).toContain("visualizationId");
    });

    test.each([
        ["description", "text"],
        ["state", "stopped"],
        ["deletionPolicy", "delete"],
        ["region", "eu-de"],
        ["projectId", "p1"],
        ["skipAwait", true],
    ])("can have %s with visualizationId", (input, value) => {
        expect(runCheck({ visualizationId: "8992", [input]: value }).failures).toEqual([]);
    });

    test("never hold the provider's code, which is no input", () => {
        expect(validInputs({ trainUrl: folder, __provider: "code" })).not.toHaveProperty("__provider");
    });

    test.each<[object, string, string]>([
        [{ trainUrl: folder }, "delete", "a job made here"],
        [{ visualizationId: "8992" }, "stop", "a job taken over belongs to somebody else"],
        [{ trainUrl: folder, deletionPolicy: "stop" }, "stop", "as set"],
        [{ visualizationId: "8992", deletionPolicy: "delete" }, "delete", "as set"],
    ])("of %j have the deletion policy %s: %s", (value, policy) => {
        expect(validInputs({ ...value }).deletionPolicy).toBe(policy);
    });

    test.each([
        ["/bucket/folder/", "/bucket/folder/"],
        ["/bucket/folder", "/bucket/folder/"],
        ["obs://bucket/folder/", "/bucket/folder/"],
        ["obs://bucket/a/b", "/bucket/a/b/"],
    ])("have trainUrl in the service's spelling: %s is %s", (value, normalized) => {
        expect(validInputs({ trainUrl: value }).trainUrl).toBe(normalized);
    });

    test("that are checked once more do not change", () => {
        const all = { trainUrl: "obs://bucket/folder", description: "", state: "running", autoStopHours: 4 };
        const once = validInputs(all);
        expect(validInputs({ ...once }, { ...once })).toEqual(once);
    });
});

describe("a reason", () => {
    const ring: Record<string, unknown> = {};
    ring["self"] = ring;

    test.each<[string, object]>([
        ["of a name with line breaks", { trainUrl: folder, "a\nb\u2028c": 1 }],
        ["of a long name", { trainUrl: folder, ["x".repeat(5000)]: 1 }],
        ["of a text with what JSON leaves as it is", { trainUrl: "\u2028\u009b31m\u202e" }],
        ["of a value that holds itself", { trainUrl: folder, flavor: ring }],
        ["of a number beyond those of JSON", { trainUrl: folder, autoStopHours: 5n }],
    ])("is one line of bounded length: %s", (_, value) => {
        const { failures } = runCheck({ ...value });
        expect(failures).toHaveLength(1);
        for (const { property, reason } of failures)
            for (const text of [property, reason]) {
                expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
                expect(text.length).toBeLessThan(300);
            }
    });
});
