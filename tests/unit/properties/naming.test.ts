import fc from "fast-check";
import { unknownValue } from "../../../provider/src/properties/inputs";
import { validInputs, sequentialRandom, folder, failureReasons } from "../../support/inputs";

const urnOf = (name: string) =>
    `urn:pulumi:dev::project::pulumi-nodejs:dynamic/modelarts:VisualizationJob::${name}`;
const nameFor = (name: string, olds: object = {}, randomString = sequentialRandom()) =>
    validInputs({ trainUrl: folder, __urn: urnOf(name) }, { ...olds }, { randomString }).name ?? "";

describe("the name of a job, where it is left out,", () => {
    test("begins with the logical name, and ends in random characters", () => {
        expect(nameFor("resnet", {}, (length) => "0123456789abcdef".slice(0, length))).toMatch(
            /^resnet-0[0-9a-f]+$/,
        );
    });

    test("is another one for every new job", () => {
        const random = sequentialRandom();
        expect(nameFor("resnet", {}, random)).not.toBe(nameFor("resnet", {}, random));
    });

    test("stays what it was from run to run", () => {
        const random = sequentialRandom();
        const first = validInputs({ trainUrl: folder, __urn: urnOf("resnet") }, {}, { randomString: random });
        expect(nameFor("resnet", first, random)).toBe(first.name);
    });

    test("stays what it was where the program gave it earlier and does so no more: nothing is replaced", () => {
        expect(nameFor("resnet", { trainUrl: folder, name: "mine" })).toBe("mine");
    });

    test("is new where the state holds none that the service takes", () => {
        expect(nameFor("resnet", { trainUrl: folder, name: "two\nlines" })).toMatch(/^resnet-/);
    });

    test("is new where the old resource had taken over a job: that job's name is not ours", () => {
        expect(nameFor("resnet", { visualizationId: "8992", name: "theirs" })).not.toBe("theirs");
    });

    test.each([
        "x",
        "a-rather-long-logical-name-of-a-resource",
        "训练作业",
        "with blanks and / slashes",
        "😀",
        "----",
        "a::b",
        "",
    ])("is one that the service takes, whatever the logical name: %j", (name) => {
        expect(nameFor(name)).toMatch(/^[A-Za-z0-9_-]{1,20}$/);
    });

    test("is one that the service takes, whatever the logical name at all", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary", maxLength: 40 }), (name) => {
                expect(nameFor(name)).toMatch(/^[A-Za-z0-9_-]{1,20}$/);
            }),
        );
    });

    test("needs no logical name", () => {
        for (const urn of [undefined, unknownValue])
            expect(validInputs({ trainUrl: folder, __urn: urn }).name).toMatch(/^[A-Za-z0-9_-]{1,20}$/);
    });

    test("is not made up where it is given, nor for a job that is taken over", () => {
        expect(validInputs({ trainUrl: folder, name: "mine" }, { name: "other" }).name).toBe("mine");
        expect(validInputs({ visualizationId: "8992" })).not.toHaveProperty("name");
    });
});

describe("the name of a job, where pulumi:autonaming is configured,", () => {
    const board = { trainUrl: folder, __urn: urnOf("resnet") };
    const proposed = { mode: "propose", name: "team-resnet-4f2" } as const;

    test("is the one that it makes", () => {
        for (const mode of ["propose", "enforce"] as const)
            expect(validInputs(board, {}, { naming: { ...proposed, mode } }).name).toBe("team-resnet-4f2");
    });

    test("is ours where the one that it proposes is none for a job", () => {
        const naming = { ...proposed, name: "far-too-long-a-name-for-a-job" };
        expect(validInputs(board, {}, { naming }).name).toMatch(/^resnet-[0-9a-f]{7}$/);
    });

    test("stays what it was, and is what the program says", () => {
        const priorInputs = { trainUrl: folder, name: "mine" };
        for (const naming of [proposed, { mode: "disable" }] as const) {
            expect(validInputs(board, priorInputs, { naming }).name).toBe("mine");
            expect(validInputs({ ...board, name: "said" }, {}, { naming }).name).toBe("said");
            expect(validInputs({ visualizationId: "8992" }, {}, { naming }).name).toBeUndefined();
        }
    });

    test.each([
        [
            { mode: "enforce", name: "far-too-long-a-name-for-a-job" },
            /it must be 1 to 20 characters .*autonaming/,
        ],
        [{ mode: "disable" }, /name is missing.*autonaming/],
    ] as const)("may leave none: %j", (naming, says) => {
        const messages = failureReasons(board, { naming });
        expect(messages).toHaveLength(1);
        expect(messages[0]).toMatch(says);
    });
});
