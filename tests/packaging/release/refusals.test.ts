import { type Commit, findRefusal } from "../../../tools/release/refusals";

const commit: Commit = { isDirty: false, tags: [], current: "0.3.0", versions: ["0.2.0", "0.1.0"] };

describe("a version", () => {
    test.each<[string, string, Partial<Commit>]>([
        ["higher than the current one", "0.4.0", {}],
        ["the current one before its release", "0.3.0", {}],
        ["the first one", "0.1.0", { current: "0.1.0", versions: [] }],
        ["of more digits", "0.10.0", { versions: ["0.9.0"] }],
        ["released, at the commit with its tag", "0.2.0", { tags: ["v0.2.0"], current: "0.2.0" }],
    ])("is made: %s", (_what, version, differences) => {
        expect(findRefusal(version, { ...commit, ...differences })).toBeUndefined();
    });

    test.each<[string, string, Partial<Commit>, string]>([
        ["nothing", "", {}, "Nothing is not a version"],
        ["a tag", "v0.4.0", {}, "not a version"],
        ["two numbers", "0.4", {}, "not a version"],
        ["a leading zero", "0.04.0", {}, "not a version"],
        ["a path", "../0.4.0", {}, "not a version"],
        ["a version before a release, which the SDKs number otherwise", "0.4.0-rc.1", {}, "not a version"],
        ["released", "0.2.0", {}, "0.2.0 was released already"],
        ["released, at another commit", "0.2.0", { tags: ["v0.1.0"] }, "0.2.0 was released already"],
        ["lower than a released one", "0.1.9", { current: "0.1.0" }, "There is 0.2.0 already"],
        ["lower than the current one", "0.2.1", {}, "There is 0.3.0 already"],
        ["lower, with more digits", "0.9.0", { versions: ["0.10.0"] }, "There is 0.10.0 already"],
        ["of a folder with changes", "0.4.0", { isDirty: true }, "not committed"],
        ["tagged before its commit has it", "0.4.0", { tags: ["v0.4.0"] }, "package.json says 0.3.0"],
        ["tagged at a later commit", "0.2.0", { tags: ["v0.2.0"] }, "package.json says 0.3.0"],
        ["tagged, with changes", "0.2.0", { isDirty: true, tags: ["v0.2.0"] }, "not committed"],
    ])("is refused: %s", (_what, version, differences, reason) => {
        expect(findRefusal(version, { ...commit, ...differences })).toContain(reason);
    });
});
