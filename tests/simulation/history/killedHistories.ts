import { type ModelResource, up } from "./model";
import type { FoundHistory } from "./refusedHistories";

const projectBoard: ModelResource = { name: "c", state: "running", location: "project", jobName: "board" };
const stoppedBoard: ModelResource = { name: "b", deletionPolicy: "stop", folder: "y" };
const board: ModelResource = { name: "d", jobName: "board" };

/** Found histories in which a create is killed, and no whole run of the same program follows. */
export const killedHistories: readonly FoundHistory[] = [
    [
        "another stack creates the job whose create was killed here",
        [
            up([board], { interrupt: { during: "create", how: "kill" } }),
            up([board], { from: { stack: "test" } }),
        ],
        "p1/1342",
    ],
    [
        "another backend has the job whose create was killed here",
        [
            up([board], { from: { backend: "second" }, interrupt: { during: "create", how: "kill" } }),
            up([board]),
        ],
        "p1/383",
    ],
    [
        "the run that goes on with a killed create is killed too, and no later one has a job",
        [
            up([board], { interrupt: { during: "create", moments: 22, how: "kill the provider" } }),
            up([board], { interrupt: { after: 72, how: "kill" } }),
            up([]),
        ],
        "s16/1298",
    ],
    [
        "a host stops the job of a killed create, and its engine is killed before it can name that job",
        [
            up([]),
            up([{ name: "d" }, stoppedBoard], { interrupt: { after: 116, how: "cancel twice" } }),
            up([{ name: "d" }, stoppedBoard], { from: { stack: "test" } }),
            up(
                [
                    { name: "d", jobName: "named-d" },
                    { ...stoppedBoard, adopt: { foreign: 0 } },
                ],
                {
                    options: { parallel: 4 },
                    faults: [[0.5, "throttled"]],
                    interrupt: { after: 106, how: "kill" },
                },
            ),
        ],
        "s17/11911",
    ],
    [
        "the clock of the machine was wrong in a killed create, and the list does not have its job yet",
        [
            up([{ name: "b", state: "stopped" }]),
            up(
                [
                    { name: "a", folder: "y" },
                    { name: "b", state: "running" },
                ],
                { options: { parallel: 4 }, interrupt: { after: 67, how: "kill" } },
            ),
            up([projectBoard, { name: "a", folder: "y" }], {
                options: { parallel: 4 },
                interrupt: { after: 122, how: "kill the provider" },
                clockJump: { during: "create", by: -600 },
            }),
            up([projectBoard, { name: "a", folder: "y" }], { appearsAfter: 14 }),
        ],
        "s20/2345",
    ],
];
