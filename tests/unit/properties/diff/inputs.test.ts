import { diff } from "../../../../provider/src/properties/diff";
import { unknownValue } from "../../../../provider/src/properties/inputs";
import { allInputs, validInputs, validResource } from "../../../support/inputs";
import { resourceState, sampleJob } from "../../../support/jobs";

type Args = Readonly<Record<string, unknown>>;

const adoptedArgs: Args = {
    visualizationId: "8992",
    description: "text",
    state: "running",
    deletionPolicy: "stop",
    region: "cn-north-4",
    projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e",
    skipAwait: false,
};
const observed = sampleJob(8, { description: "text" });

/** Returns the diff of a resource whose program had the arguments `before` and has `now`. */
const diffBetween = (before: Args, now: Args, job = observed) =>
    diff(resourceState(before, job), validResource(now, { ...validInputs(before) }));
const noChange = { changes: false, changedInputs: [], replaces: [], deleteBeforeReplace: true };
const update = (...names: string[]) => ({
    changes: true,
    changedInputs: names,
    replaces: [],
    deleteBeforeReplace: true,
});
const replace = (...names: string[]) => ({ ...update(...names), replaces: names });

describe("an input of a new job", () => {
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
        ["__timeouts", { create: "10m" }, update("customTimeouts")],
    ])("changes: %s, now %j", (input, value, difference) => {
        expect(diffBetween(allInputs, { ...allInputs, [input]: value })).toEqual(difference);
    });

    test.each<[string, unknown, string]>([
        ["trainUrl", "obs://bucket/folder", "the same folder in another form"],
        ["jobType", undefined, "it was the default"],
        ["state", undefined, "the run state is left alone"],
        ["deletionPolicy", undefined, "it was the default"],
        ["name", undefined, "the job keeps its name"],
        ["skipAwait", undefined, "it was the default"],
        ["__timeouts", {}, "there were no timeouts"],
        ["__provider", "other code", "the installed package runs in any case"],
        ["__urn", "urn:pulumi:dev::project::type::other", "a renamed resource has the same job"],
    ])("does not change: %s, now %j, since %s", (input, value) => {
        expect(diffBetween(allInputs, { ...allInputs, [input]: value })).toEqual(noChange);
    });

    test.each<[string, string | undefined, object]>([
        ["region", undefined, update("region")],
        ["region", "cn-north-4", update("region")],
        ["region", "eu-de", replace("region")],
        ["projectId", undefined, update("projectId")],
        ["projectId", "p2", replace("projectId")],
    ])("%s is left out, where %s is configured", (input, value, difference) => {
        const resource = validResource({ ...allInputs, [input]: undefined }, { ...validInputs(allInputs) });
        const configuredLocation = value === undefined ? {} : { [input]: value };
        expect(diff(resourceState(allInputs, observed), { ...resource, configuredLocation })).toEqual(
            difference,
        );
    });

    test.each(["region", "projectId"])("%s is of no account where the program never had it", (input) => {
        const args = { trainUrl: "/bucket/folder/", name: "board-1" };
        const resource = {
            ...validResource(args, { ...validInputs(args) }),
            configuredLocation: { [input]: "p2" },
        };
        expect(diff(resourceState(args, sampleJob()), resource)).toEqual(noChange);
    });

    test("does not change when it is set to its observed value", () => {
        const minimalArgs = { trainUrl: "/bucket/folder/", name: "board-1" };
        const full = {
            ...minimalArgs,
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
        expect(diffBetween(minimalArgs, { ...full, ...locations }, sampleJob())).toEqual(noChange);
    });

    test("is among the replacing ones when several change", () => {
        const now = {
            ...allInputs,
            trainUrl: "/bucket/other/",
            flavor: "f.2",
            description: "other",
            state: "stopped",
        };
        const { replaces, ...rest } = diffBetween(allInputs, now);
        expect([...replaces].sort()).toEqual(["flavor", "trainUrl"]);
        expect([...rest.changedInputs].sort()).toEqual(["description", "flavor", "state", "trainUrl"]);
    });

    test("visualizationId replaces for another job, and not for the job itself", () => {
        const adoptedArgs = (visualizationId: string) => ({
            visualizationId,
            deletionPolicy: "delete",
            state: "running",
        });
        expect(diffBetween(allInputs, adoptedArgs("10")).replaces).toContain("visualizationId");
        expect(diffBetween(allInputs, adoptedArgs("8992")).replaces).toEqual([]);
    });
});

describe("an input of an adopted job", () => {
    test.each<[string, unknown, object]>([
        ["visualizationId", "10", replace("visualizationId")],
        ["region", "eu-de", replace("region")],
        ["projectId", "p2", replace("projectId")],
        ["description", "other", update("description")],
        ["description", "", update("description")],
        ["state", "stopped", update("state")],
        ["deletionPolicy", "delete", update("deletionPolicy")],
        ["skipAwait", true, update("skipAwait")],
    ])("changes: %s, now %j", (input, value, difference) => {
        expect(diffBetween(adoptedArgs, { ...adoptedArgs, [input]: value })).toEqual(difference);
    });

    test("does not change when the description is left out", () => {
        expect(diffBetween(adoptedArgs, { ...adoptedArgs, description: undefined })).toEqual(noChange);
    });

    test("does not change when the job was changed externally", () => {
        const other = sampleJob(8, {
            name: "theirs",
            trainUrl: "/other/",
            description: "text",
            autoStopHours: 9,
        });
        expect(diffBetween(adoptedArgs, adoptedArgs, other)).toEqual(noChange);
    });

    test("visualizationId replaces when the program sets trainUrl instead", () => {
        expect(diffBetween(adoptedArgs, { trainUrl: "/bucket/folder/", name: "board-1" }).replaces).toContain(
            "visualizationId",
        );
    });
});

describe("an unknown input", () => {
    const replacingInputs = ["trainUrl", "name", "jobType", "flavor", "autoStopHours", "region", "projectId"];

    test.each(Object.keys(allInputs))("is a change: %s", (input) => {
        const { changes, replaces } = diffBetween(allInputs, { ...allInputs, [input]: unknownValue });
        expect(changes).toBe(true);
        expect(replaces).toEqual(replacingInputs.includes(input) ? [input] : []);
    });

    test("replaces: visualizationId", () => {
        expect(diffBetween(adoptedArgs, { ...adoptedArgs, visualizationId: unknownValue })).toEqual(
            replace("visualizationId"),
        );
    });
});

describe("custom timeouts", () => {
    test("do not change when their order differs", () => {
        const timeouts = { ...allInputs, __timeouts: { create: "10m", delete: "20m" } };
        const reorderedInputs = { ...allInputs, __timeouts: { delete: "20m", create: "10m" } };
        expect(diffBetween(timeouts, reorderedInputs)).toEqual(noChange);
    });
});
