import { diff } from "../../../../provider/src/properties/diff";
import { unknownValue } from "../../../../provider/src/properties/inputs";
import { validInputs, allInputs } from "../../../support/inputs";
import { sampleJob, stateOf } from "../../../support/jobs";

type Args = Readonly<Record<string, unknown>>;

const adopted: Args = {
    visualizationId: "8992",
    description: "text",
    state: "running",
    deletionPolicy: "stop",
    region: "cn-north-4",
    projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e",
    skipAwait: false,
};
const observed = sampleJob(8, { description: "text" });

/** What a run sees where the program was `before` and is `now`. */
const between = (before: Args, now: Args, job = observed) => {
    const olds = stateOf(before, job);
    return diff(olds, validInputs(now, { ...validInputs(before) }));
};
const same = { changes: false, changedInputs: [], replaces: [], deleteBeforeReplace: true };
const update = (...changed: string[]) => ({
    changes: true,
    changedInputs: changed,
    replaces: [],
    deleteBeforeReplace: true,
});
const replace = (...changed: string[]) => ({ ...update(...changed), replaces: changed });

describe("a changed input of a job made here", () => {
    test.each<[string, unknown, object]>([
        ["trainUrl", "/bucket/other/", replace("trainUrl")],
        ["name", "board-2", replace("name")],
        ["jobType", "mindinsight", replace("jobType")],
        ["flavor", "f.2", replace("flavor")],
        ["flavor", undefined, replace("flavor")],
        ["autoStopHours", 5, replace("autoStopHours")],
        ["autoStopHours", undefined, replace("autoStopHours")],
        ["region", "eu-de", replace("region")],
        ["projectId", "p2", replace("projectId")],
        ["description", "other", update("description")],
        ["description", "", update("description")],
        ["description", undefined, update("description")],
        ["state", "stopped", update("state")],
        ["deletionPolicy", "stop", update("deletionPolicy")],
        ["skipAwait", true, update("skipAwait")],
        ["__timeouts", { create: "10m" }, update("__timeouts")],
    ])("%s, now %j", (input, value, difference) => {
        expect(between(allInputs, { ...allInputs, [input]: value })).toEqual(difference);
    });

    test.each<[string, unknown, string]>([
        ["trainUrl", "obs://bucket/folder", "the same folder in another spelling"],
        ["jobType", undefined, "what is left out is the default, which it was"],
        ["state", undefined, "from now on nobody touches the run state"],
        ["deletionPolicy", undefined, "the default is what it was"],
        ["region", undefined, "the job stays where it is"],
        ["projectId", undefined, "the job stays where it is"],
        ["name", undefined, "the job keeps its name"],
        ["skipAwait", undefined, "the default is what it was"],
        ["__timeouts", {}, "no limit is no limit"],
        ["__provider", "other code", "what runs is always the package that is installed"],
        ["__urn", "urn:pulumi:dev::project::type::other", "a resource that was moved is the same job"],
    ])("%s, now %j, is none: %s", (input, value) => {
        expect(between(allInputs, { ...allInputs, [input]: value })).toEqual(same);
    });

    test("that has just been set to what was the case is none", () => {
        const least = { trainUrl: "/bucket/folder/", name: "board-1" };
        const full = {
            ...least,
            jobType: "tensorboard",
            description: "",
            state: "running",
            skipAwait: false,
        };
        const locations = {
            region: "cn-north-4",
            projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e",
            deletionPolicy: "delete",
        };
        expect(between(least, { ...full, ...locations }, sampleJob())).toEqual(same);
    });

    test("together with others names all that need a new job", () => {
        const now = {
            ...allInputs,
            trainUrl: "/bucket/other/",
            flavor: "f.2",
            description: "other",
            state: "stopped",
        };
        const { replaces, ...rest } = between(allInputs, now);
        expect([...replaces].sort()).toEqual(["flavor", "trainUrl"]);
        expect([...rest.changedInputs].sort()).toEqual(["description", "flavor", "state", "trainUrl"]);
    });

    test("takes another job over where it names one, and the same one without a new job", () => {
        const now = (visualizationId: string) => ({
            visualizationId,
            deletionPolicy: "delete",
            state: "running",
        });
        expect(between(allInputs, now("10")).replaces).toContain("visualizationId");
        expect(between(allInputs, now("8992")).replaces).toEqual([]);
    });
});

describe("a changed input of a job that was taken over", () => {
    test.each<[string, unknown, object]>([
        ["visualizationId", "10", replace("visualizationId")],
        ["region", "eu-de", replace("region")],
        ["projectId", "p2", replace("projectId")],
        ["description", "other", update("description")],
        ["description", "", update("description")],
        ["state", "stopped", update("state")],
        ["deletionPolicy", "delete", update("deletionPolicy")],
        ["skipAwait", true, update("skipAwait")],
    ])("%s, now %j", (input, value, difference) => {
        expect(between(adopted, { ...adopted, [input]: value })).toEqual(difference);
    });

    test("is none where the description is left out: the job keeps its own", () => {
        expect(between(adopted, { ...adopted, description: undefined })).toEqual(same);
    });

    test("is none where somebody else changed what describes the job", () => {
        const other = sampleJob(8, {
            name: "theirs",
            trainUrl: "/other/",
            description: "text",
            autoStopHours: 9,
        });
        expect(between(adopted, adopted, other)).toEqual(same);
    });

    test("makes a new job where the program names a folder in its place", () => {
        expect(between(adopted, { trainUrl: "/bucket/folder/", name: "board-1" }).replaces).toContain(
            "visualizationId",
        );
    });
});

describe("a value that is not known before up", () => {
    const needsNew = ["trainUrl", "name", "jobType", "flavor", "autoStopHours", "region", "projectId"];

    test.each(Object.keys(allInputs))("may be a change: %s", (input) => {
        const { changes, replaces } = between(allInputs, { ...allInputs, [input]: unknownValue });
        expect(changes).toBe(true);
        expect(replaces).toEqual(needsNew.includes(input) ? [input] : []);
    });

    test("may be another job: visualizationId", () => {
        expect(between(adopted, { ...adopted, visualizationId: unknownValue })).toEqual(
            replace("visualizationId"),
        );
    });
});

describe("limits of the operations", () => {
    test("are the same in whatever order they come over the wire", () => {
        const one = { ...allInputs, __timeouts: { create: "10m", delete: "20m" } };
        const other = { ...allInputs, __timeouts: { delete: "20m", create: "10m" } };
        expect(between(one, other)).toEqual(same);
    });
});
