import { unknownValue } from "../../../provider/src/properties/inputs";
import { rules as allRules } from "../../../provider/src/properties/rules";
import { runCheck, validInputs, validResource, folder, failureReasons } from "../../support/inputs";

/** Every input with valid and invalid values. */
const rules: readonly (readonly [input: string, valid: readonly unknown[], invalid: readonly unknown[]])[] = [
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
    ["name", ["a", "a".repeat(20), "Az0_-"], ["", "a".repeat(21), "a b", "a.b", "état", "a/b", "a\n", 7.5]],
    [
        "description",
        ["", "x".repeat(256), "训".repeat(256), "😀".repeat(256), "0"],
        ["x".repeat(257), 0.5, {}],
    ],
    ["jobType", ["tensorboard", "mindinsight"], ["", "TensorBoard", "other", 1]],
    ["flavor", ["modelarts.vm.cpu.2u"], ["", " ", "a b", 1]],
    ["autoStopHours", [1, 24], [0, 25, -1, 1.5, NaN, Infinity, "4.5", true]],
    ["state", ["running", "stopped"], ["", "Running", "starting", "deleted", true]],
    ["deletionPolicy", ["delete", "stop"], ["", "keep", true]],
    ["region", ["cn-north-4", "eu-de"], ["", "eu de", "eu-de/..", 1]],
    ["projectId", ["0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e"], ["", "a/b", "a b", 2 ** 53]],
    ["skipAwait", [true, false], ["yes", 1, ""]],
    ["visualizationId", ["8992", "9007199254740993"], ["", "8992/stop", "../1", "89 92", {}]],
];
const values = (column: 1 | 2) =>
    rules.flatMap((row) => row[column].map((value) => ({ input: row[0], value })));

/** Returns the inputs that are required beside `input`. */
const requiredInputs = (input: string) => (input === "visualizationId" ? {} : { trainUrl: folder });

test("every input has a row", () => {
    expect(rules.map(([input]) => input).sort()).toEqual(Object.keys(allRules).sort());
});

describe("an input", () => {
    test.each(values(1))("is valid: $input = $value", ({ input, value }) => {
        expect(runCheck({ ...requiredInputs(input), [input]: value }).failures).toEqual([]);
    });

    test.each(values(2))("is invalid: $input = $value", ({ input, value }) => {
        const { failures } = runCheck({ ...requiredInputs(input), [input]: value });
        expect(failures.map(({ property }) => property)).toEqual([input]);
        expect(failures[0]?.reason).toMatch(new RegExp(`^${input} is .+; it must be .+`));
    });

    test.each(rules.map(([input]) => input))("is valid when its value is unknown: %s", (input) => {
        const { failures, inputs } = runCheck({ ...requiredInputs(input), [input]: unknownValue });
        expect(failures).toEqual([]);
        expect(inputs).toHaveProperty(input, unknownValue);
    });

    test("is valid when all inputs of its kind are unknown", () => {
        const newJobInputs = ["trainUrl", "name", "jobType", "flavor", "autoStopHours"];
        for (const excludedInputs of [["visualizationId"], newJobInputs]) {
            const names = rules.map(([input]) => input).filter((input) => !excludedInputs.includes(input));
            const unknown = Object.fromEntries(names.map((name) => [name, unknownValue]));
            expect(runCheck(unknown).failures).toEqual([]);
        }
    });

    test.each([null, undefined])("counts as left out when it is %s", (value) => {
        const emptyInputs = Object.fromEntries(rules.map(([input]) => [input, value]));
        expect(runCheck({ ...emptyInputs, trainUrl: folder })).toEqual(runCheck({ trainUrl: folder }));
        expect(runCheck({ ...emptyInputs, visualizationId: "8992" })).toEqual(
            runCheck({ visualizationId: "8992" }),
        );
    });

    test.each([
        ["trainUrl", "s3://hidden/", 'text of 12 characters, and character 1 ("s") does not fit'],
        ["trainUrl", "obs:/hidden/", 'text of 12 characters, and character 6 ("h") does not fit'],
        ["trainUrl", "/hidden//x/", 'text of 11 characters, and character 9 ("/") does not fit'],
        ["trainUrl", "/hiddeN/", 'text of 8 characters, and character 7 ("N") does not fit'],
        ["trainUrl", "/h", "text of 2 characters"],
        ["name", "hidden words", 'text of 12 characters, and character 7 (" ") does not fit'],
        ["name", "hidden".repeat(5), "text of 30 characters"],
        ["description", "hidden".repeat(50), "text of 300 characters"],
        ["flavor", "hidden\n", "text of 7 characters, and character 7 (U+000A) does not fit"],
        ["visualizationId", "8992/hidden", 'text of 11 characters, and character 5 ("/") does not fit'],
        ["region", "hidden.", 'text of 7 characters, and character 7 (".") does not fit'],
        ["projectId", "", "empty text"],
        ["autoStopHours", "hidden", "text of 6 characters"],
        ["skipAwait", "hidden", "text of 6 characters"],
        ["autoStopHours", 25, "25"],
        ["state", "on", '"on"'],
        ["jobType", "board", '"board"'],
        ["deletionPolicy", "keep", '"keep"'],
    ])(
        "is described in the message, and shown only where it is never secret: %s, %j",
        (input, value, text) => {
            const [reason] = failureReasons({ ...requiredInputs(input), [input]: value });
            expect(reason).toMatch(new RegExp(`^${input} is `));
            expect(reason?.slice(`${input} is `.length).split("; it must be ")[0]).toBe(text);
        },
    );

    test("is shortened in the message when it is long", () => {
        for (const input of ["description", "state"]) {
            const reasons = failureReasons({ trainUrl: folder, [input]: "x".repeat(10_000) });
            expect(reasons[0]?.length).toBeLessThan(300);
        }
    });

    test.each([
        ["stat", "state"],
        ["train_url", "trainUrl"],
        ["TrainURL", "trainUrl"],
        ["autoStopHour", "autoStopHours"],
        ["jobName", undefined],
        ["constructor", undefined],
        ["toString", undefined],
        ["__proto__x", undefined],
    ])("is unknown to the resource: %s, and the nearest name is %s", (name, nearest) => {
        const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
        expect(runCheck({ trainUrl: folder, [name]: "stopped" }).failures).toEqual([
            { property: name, reason: `VisualizationJob has no input ${name}${hint}` },
        ]);
    });

    test("has a failure of its own among several", () => {
        const invalidInputs = { trainUrl: "x", name: "", state: "on", autoStopHours: 0 };
        expect(runCheck(invalidInputs).failures.map(({ property }) => property)).toEqual(
            Object.keys(invalidInputs),
        );
    });
});

describe("all inputs", () => {
    test("need trainUrl or visualizationId", () => {
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
    ])("cannot have %s with visualizationId", (input, value) => {
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

    test("do not contain the code of the provider", () => {
        expect(validInputs({ trainUrl: folder, __provider: "code" })).not.toHaveProperty("__provider");
    });

    test.each<[object, string, string]>([
        [{ trainUrl: folder }, "delete", "the default of a new job"],
        [{ visualizationId: "8992" }, "stop", "the default of an adopted job"],
        [{ trainUrl: folder, deletionPolicy: "stop" }, "stop", "explicit"],
        [{ visualizationId: "8992", deletionPolicy: "delete" }, "delete", "explicit"],
    ])("%j have the deletion policy %s: %s", (value, policy) => {
        expect(validInputs({ ...value }).deletionPolicy).toBe(policy);
    });

    test.each([
        ["/bucket/folder/", "/bucket/folder/"],
        ["/bucket/folder", "/bucket/folder/"],
        ["obs://bucket/folder/", "/bucket/folder/"],
        ["obs://bucket/a/b", "/bucket/a/b/"],
    ])("normalize trainUrl %s to %s", (value, expectedUrl) => {
        expect(validInputs({ trainUrl: value }).trainUrl).toBe(expectedUrl);
    });

    test("stay the same when they are checked again", () => {
        const all = { trainUrl: "obs://bucket/folder", description: "", state: "running", autoStopHours: 4 };
        const once = validInputs(all);
        expect(validInputs({ ...once }, { ...once })).toEqual(once);
    });
});

describe("a failure's reason", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;

    test.each<[string, object]>([
        ["a name with line breaks", { trainUrl: folder, "a\nb\u2028c": 1 }],
        ["a long name", { trainUrl: folder, ["x".repeat(5000)]: 1 }],
        ["a text with characters that JSON does not escape", { trainUrl: "\u2028\u009b31m\u202e" }],
        ["a cyclic value", { trainUrl: folder, flavor: cyclic }],
        ["a bigint", { trainUrl: folder, autoStopHours: 5n }],
    ])("is one short line: %s", (_, value) => {
        const { failures } = runCheck({ ...value });
        expect(failures).toHaveLength(1);
        for (const { property, reason } of failures)
            for (const text of [property, reason]) {
                expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
                expect(text.length).toBeLessThan(300);
            }
    });
});

describe("custom timeouts", () => {
    test.each(["10m", "1h30m", "0.5s", "250ms", "1h0m0s"])("can be %s", (timeout) => {
        expect(validResource({ trainUrl: folder, __timeouts: { create: timeout } }).timeouts).toEqual({
            create: timeout,
        });
    });

    test.each([{ create: "10" }, { create: "ten minutes" }, { update: "" }, { delete: 600 }, "10m", 7])(
        "cannot be %j",
        (timeouts) => {
            expect(runCheck({ trainUrl: folder, __timeouts: timeouts }).failures).toHaveLength(1);
        },
    );
});
