import { type ModelResource, up } from "./model";
import type { FoundHistory } from "./refusedHistories";

const one = { parallel: 1 };
const newBoard = (name: string): ModelResource => ({ name, state: "running", folder: "y", jobName: "board" });
const adopter = (name: string): ModelResource => ({
    name,
    state: "running",
    location: "project",
    deletionPolicy: "delete",
    adopt: { jobOf: "c" },
});

/** Found histories in which two creates of one name are open. */
export const rivalHistories: readonly FoundHistory[] = [
    [
        "the name of a create that did not arrive is that of a job which another resource is about to get",
        [
            up([{ name: "c", state: "stopped", adopt: { foreign: 0 } }], { options: one }),
            up([adopter("d")], { options: one }),
            { kind: "refresh", program: { resources: [adopter("d")] }, options: one },
            { kind: "state", edit: "delete", of: "d" },
            up([{ name: "c" }, newBoard("a"), adopter("d")], {
                options: { parallel: 4 },
                faults: [[0.5, "throttled"]],
                interrupt: { after: 16, how: "cancel twice" },
            }),
            {
                kind: "refresh",
                program: { resources: [{ name: "c" }, newBoard("a"), adopter("d")] },
                options: { parallel: 1, runProgram: true },
            },
            up([{ name: "c" }, adopter("a"), newBoard("d")], {
                options: { parallel: 4 },
                faults: [[0.19829008446540686, "reset-after"]],
            }),
        ],
        "s8/585",
    ],
    [
        "a create that did not arrive does not get the job that another stack has created a moment before",
        [
            up([{ name: "d", skipAwait: true, jobName: "board" }], {
                options: one,
                faults: [[0.11124936684500426, "other-page-after"]],
                from: { stack: "test" },
            }),
            up([{ name: "d", skipAwait: true, jobName: "board" }], {
                options: one,
                faults: [[0.190222697542049, "server-error-before"]],
            }),
        ],
        "s15/702",
    ],
];
