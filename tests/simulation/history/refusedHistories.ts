import { type Command, type ModelResource, up } from "./model";

export type FoundHistory = readonly [what: string, commands: readonly Command[], seed: string];

const retainedBoard: ModelResource = { name: "a", retainOnDelete: true, jobName: "named-a" };
const successors: readonly ModelResource[] = [
    { name: "b", folder: "y" },
    { name: "a", jobName: "named-b", alias: "b" },
];

const swappingBoards: readonly ModelResource[] = [
    { name: "d", adopt: { foreign: 2 } },
    { name: "b", adopt: { jobOf: "d" }, protect: true },
];

const renamedBoard: ModelResource = { name: "b", timeout: 30, adopt: { foreign: 2 } };
const renamingBoard: ModelResource = {
    name: "a",
    adopt: { jobOf: "c" },
    state: "running",
    parent: true,
    alias: "b",
};
const aliasedBoards: readonly ModelResource[] = [
    { name: "d", adopt: { foreign: 0 } },
    { name: "b", folder: "y", alias: "d" },
];

/** Histories in which a refusal of the engine or of the provider was right, and the rules took it for a violation. */
export const refusedHistories: readonly FoundHistory[] = [
    [
        "a tainted resource is to be replaced with another one, which the state protects",
        [
            up([{ name: "a" }, { name: "d", replaceWith: "a" }]),
            { kind: "state", edit: "taint", of: "a" },
            { kind: "state", edit: "protect", of: "d" },
        ],
        "r8/266",
    ],
    [
        "a resource adopts the job of another one, and has its name as an alias",
        [
            up([{ name: "c", adopt: { jobOf: "d" }, alias: "d" }, { name: "d" }], {
                options: { parallel: 1, replace: ["a"] },
            }),
        ],
        "r9/330",
    ],
    [
        "the response of a create is lost, and the option retainOnDelete has kept the job of that name",
        [
            up([retainedBoard]),
            { kind: "state", edit: "taint", of: "a" },
            up([retainedBoard], { options: { parallel: 1, target: ["a"] } }),
            up([{ name: "d", folder: "x" }, retainedBoard], {
                faults: [[0.3206983780255541, "reset-before"]],
            }),
        ],
        "s3/581",
    ],
    [
        "a resource has the name of another one that is an alias, and a refresh writes both into the state",
        [
            up([{ name: "b", folder: "x" }]),
            up(successors, { options: { parallel: 4 } }),
            {
                kind: "refresh",
                program: { resources: successors },
                options: { runProgram: true, parallel: 1 },
            },
        ],
        "s3/3113",
    ],
    [
        "two resources swap their jobs, one of which the state protects; the run that stopped the job has named it",
        [
            up([{ name: "d" }, { name: "b", adopt: { foreign: 2 }, protect: true }]),
            up(swappingBoards),
            up(swappingBoards),
        ],
        "s6/1399",
    ],
    [
        "an alias names two resources of the state, and the engine refuses what a refresh makes of it",
        [
            up([renamedBoard, { name: "a", deletionPolicy: "stop", folder: "x" }]),
            up([renamedBoard, { name: "a", deletionPolicy: "stop", folder: "x" }]),
            { kind: "import", name: "c", job: { foreign: 1 } },
            up([renamingBoard, { name: "d", state: "stopped", folder: "y" }], {
                options: { parallel: 4 },
                faults: [[0.2533541994635016, "server-error-before"]],
            }),
            up([renamingBoard, ...aliasedBoards], { faults: [[0.31257775644771757, "other-page-before"]] }),
            up([renamingBoard, ...aliasedBoards], {
                options: { parallel: 4, refresh: true, runProgram: true },
            }),
        ],
        "s17/9924",
    ],
];
