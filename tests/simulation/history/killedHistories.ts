import { type ModelResource, up } from "./model";
import type { FoundHistory } from "./refusedHistories";

const board: ModelResource = { name: "d", jobName: "board" };

/** Found histories in which a create is killed, and no run of the same program follows. */
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
];
