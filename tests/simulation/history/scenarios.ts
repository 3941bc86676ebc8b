import { type Command, type ModelResource, type RunOptions, up } from "./model";

/** Commands, of which most are odd, one right after the other. */
export type Scenario = readonly Command[];

const a: ModelResource = { name: "a", folder: "x", state: "running" };
const b: ModelResource = { name: "b", folder: "y", state: "running" };
const adopter: ModelResource = { name: "c", adopt: { foreign: 0 }, state: "running" };

type RunKind = "up" | "preview" | "refresh" | "destroy";

const run = (
    kind: RunKind,
    resources: readonly ModelResource[],
    options: Partial<RunOptions> = {},
): Command => ({
    kind,
    program: { resources },
    options: { parallel: 1, ...options },
});
const edit = (name: "delete" | "rename" | "taint", of: string, to?: string): Command => ({
    kind: "state",
    edit: name,
    of,
    ...(to === undefined ? {} : { to }),
});

export const scenarios: Readonly<Record<string, Scenario>> = {
    "up, up, destroy": [up([a, b]), up([a, b]), run("destroy", [])],
    "preview before and after": [run("preview", [a]), up([a]), run("preview", [{ ...a, folder: "y" }])],
    "an update and a replacement": [up([a]), up([{ ...a, state: "stopped" }]), up([{ ...a, folder: "y" }])],
    "a replacement that is forced at once": [up([a]), run("up", [a], { replace: ["a"] })],
    "a taint, and up": [up([a, b]), edit("taint", "a"), up([a, b])],
    "a replacement on changes": [
        up([{ ...adopter, replaceOnChanges: ["description"] }]),
        up([{ ...adopter, replaceOnChanges: ["description"], description: "new" }]),
    ],
    "an alias there and back": [up([a]), up([{ ...a, name: "b", alias: "a" }]), up([{ ...a, alias: "b" }])],
    "a rename without an alias": [up([adopter]), up([{ ...adopter, name: "d" }])],
    "a move under a parent with an alias": [up([a]), up([{ ...a, parent: true, alias: "a" }])],
    "a move to an explicit provider": [up([adopter]), up([{ ...adopter, explicitProvider: true }])],
    "a refresh alone, and with the program": [
        up([a, b]),
        run("refresh", [a, b]),
        run("refresh", [a, b], { runProgram: true }),
    ],
    "up with a refresh, and with the program": [
        up([a]),
        run("up", [{ ...a, state: "stopped" }], { refresh: true }),
        run("up", [a], { refresh: true, runProgram: true }),
    ],
    "a target": [up([a, b]), run("up", [{ ...a, state: "stopped" }, b], { target: ["a"] })],
    "a target that leaves the program": [up([a, b]), run("up", [b], { target: ["a"] })],
    "a target that is replaced": [up([a, b]), run("up", [a, b], { targetReplace: ["b"] })],
    "destroy of a target": [up([a, b]), run("destroy", [a, b], { target: ["a"] }), up([a, b])],
    "a resource taken out of the state": [up([a, b]), edit("delete", "a"), up([b])],
    "a resource renamed in the state": [up([a]), edit("rename", "a", "d"), up([{ ...a, name: "d" }])],
    "changes that are ignored": [
        up([{ ...a, ignoreChanges: ["state"] }]),
        run("up", [{ ...a, state: "stopped", ignoreChanges: ["state"] }], { refresh: true }),
    ],
    "retained, and made again": [up([{ ...a, retainOnDelete: true }]), up([]), up([a])],
    "deleted before it is replaced": [
        up([
            { ...a, deleteBeforeReplace: true },
            { ...b, dependsOn: "a" },
        ]),
        up([
            { ...a, deleteBeforeReplace: true, folder: "y" },
            { ...b, dependsOn: "a" },
        ]),
    ],
    "a failure, and the rest goes on": [
        up([{ name: "a", adopt: { foreign: 1 }, folder: "x" }, b]),
        // A create fails here, and not a check: after a failed check it is open whether the engine still gets the next resource.
        run("up", [{ ...b, jobName: "foreign-503" }, a], { continueOnError: true }),
    ],
};
