import fc from "fast-check";
import { unknownValue } from "../../../provider/src/properties/inputs";
import { validInputs, sequentialRandom, folder, failureReasons } from "../../support/inputs";

const urnOf = (name: string) =>
    `urn:pulumi:dev::project::pulumi-nodejs:dynamic/modelarts:VisualizationJob::${name}`;
const nameFor = (name: string, olds: object = {}, random = sequentialRandom()) =>
    validInputs({ trainUrl: folder, __urn: urnOf(name) }, { ...olds }, {}, random).name ?? "";

describe("an automatic name", () => {
    test("is the logical name with random characters", () => {
        expect(nameFor("resnet", {}, (length) => new Uint8Array(length).fill(0x0a))).toBe("resnet-0a0a0a0");
    });

    test("differs for every new job", () => {
        const random = sequentialRandom();
        expect(nameFor("resnet", {}, random)).not.toBe(nameFor("resnet", {}, random));
    });

    test("stays the same in later runs", () => {
        const random = sequentialRandom();
        const first = validInputs({ trainUrl: folder, __urn: urnOf("resnet") }, {}, {}, random);
        expect(nameFor("resnet", first, random)).toBe(first.name);
    });

    test("is the prior explicit name when the program no longer sets one", () => {
        expect(nameFor("resnet", { trainUrl: folder, name: "mine" })).toBe("mine");
    });

    test("is new when the prior name is invalid", () => {
        expect(nameFor("resnet", { trainUrl: folder, name: "two\nlines" })).toMatch(/^resnet-/);
    });

    test("is new when the prior resource had adopted its job", () => {
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
    ])("is valid for the logical name %j", (name) => {
        expect(nameFor(name)).toMatch(/^[A-Za-z0-9_-]{1,20}$/);
    });

    test("is valid for any logical name", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary", maxLength: 40 }), (name) => {
                expect(nameFor(name)).toMatch(/^[A-Za-z0-9_-]{1,20}$/);
            }),
        );
    });

    test("is valid without a logical name", () => {
        for (const urn of [undefined, unknownValue])
            expect(validInputs({ trainUrl: folder, __urn: urn }).name).toMatch(/^[A-Za-z0-9_-]{1,20}$/);
    });

    test("is not used with an explicit name, nor for an adopted job", () => {
        expect(validInputs({ trainUrl: folder, name: "mine" }, { name: "other" }).name).toBe("mine");
        expect(validInputs({ visualizationId: "8992" })).not.toHaveProperty("name");
    });
});

describe("an automatic name with pulumi:autonaming", () => {
    const board = { trainUrl: folder, __urn: urnOf("resnet") };
    const proposal = { mode: "propose", name: "team-resnet-4f2" } as const;

    test("is the name of the engine", () => {
        for (const mode of ["propose", "enforce"] as const)
            expect(validInputs(board, {}, { naming: { ...proposal, mode } }).name).toBe("team-resnet-4f2");
    });

    test("is our own when the proposed name is invalid", () => {
        const naming = { ...proposal, name: "far-too-long-a-name-for-a-job" };
        expect(validInputs(board, {}, { naming }).name).toMatch(/^resnet-[0-9a-f]{7}$/);
    });

    test("is the prior or the explicit name when there is one", () => {
        const priorInputs = { trainUrl: folder, name: "mine" };
        for (const naming of [proposal, { mode: "disable" }] as const) {
            expect(validInputs(board, priorInputs, { naming }).name).toBe("mine");
            expect(validInputs({ ...board, name: "explicit" }, {}, { naming }).name).toBe("explicit");
            expect(validInputs({ visualizationId: "8992" }, {}, { naming }).name).toBeUndefined();
        }
    });

    test.each([
        [
            { mode: "enforce", name: "far-too-long-a-name-for-a-job" },
            /it must be 1 to 20 characters .*autonaming/,
        ],
        [{ mode: "disable" }, /name is missing.*autonaming/],
    ] as const)("fails the check when there is no valid name: %j", (naming, message) => {
        const messages = failureReasons(board, { naming });
        expect(messages).toHaveLength(1);
        expect(messages[0]).toMatch(message);
    });
});
