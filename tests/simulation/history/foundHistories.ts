import { type ModelResource, up } from "./model";
import { killedHistories } from "./killedHistories";
import { type FoundHistory, refusedHistories } from "./refusedHistories";
import { rivalHistories } from "./rivalHistories";
import { transferHistories } from "./transferHistories";

const killProviderAfter = (after: number) => ({ interrupt: { after, how: "kill the provider" } }) as const;
const adoptedBoard: ModelResource = { name: "a", state: "running", timeout: 2, adopt: { foreign: 2 } };
const namedC: ModelResource = { name: "c", jobName: "named-c" };

/** The shortest histories of violations that random seeds have found. The provider has been mended since. */
export const foundHistories: readonly FoundHistory[] = [
    ...refusedHistories,
    ...killedHistories,
    ...rivalHistories,
    ...transferHistories,
    [
        "a swap ends half way, when one of the two jobs does not stop in time",
        [
            up([
                { name: "b", adopt: { foreign: 0 }, timeout: 5 },
                { name: "c", state: "stopped" },
            ]),
            up(
                [
                    { name: "b", adopt: { jobOf: "c" }, timeout: 5 },
                    { name: "c", state: "stopped", adopt: { foreign: 0 } },
                ],
                { options: { parallel: 4 } },
            ),
        ],
        "p1/742",
    ],
    [
        "a job is adopted that has the ID of the one in the other project",
        [
            up([
                { name: "a", location: "project" },
                { name: "c", folder: "x" },
            ]),
            up([
                { name: "a", location: "home", adopt: { jobOf: "c" } },
                { name: "c", folder: "y" },
            ]),
        ],
        "p1/750",
    ],
    [
        "two resources swap the projects of jobs with one ID",
        [
            up([
                { name: "b", location: "project", adopt: { foreign: 2 } },
                { name: "d", adopt: { foreign: 2 } },
            ]),
            up([
                { name: "b", adopt: { foreign: 2 } },
                { name: "d", location: "project", adopt: { foreign: 2 } },
            ]),
        ],
        "p1/4837",
    ],
    [
        "a job whose resource was renamed in the state is replaced beside a new resource of the former name",
        [
            up([{ name: "d" }]),
            { kind: "state", edit: "rename", of: "d", to: "a" },
            up([{ name: "d" }, { name: "a", adopt: { foreign: 1 } }], {
                options: { parallel: 4, refresh: true, runProgram: true },
            }),
        ],
        "q2/1565",
    ],
    [
        "a renamed job is deleted by its own policy, not by that of a new resource of its former name",
        [
            up([{ name: "d" }]),
            { kind: "state", edit: "rename", of: "d", to: "b" },
            up([{ name: "d", deletionPolicy: "stop" }]),
        ],
        "q3/3047",
    ],
    [
        "a job is handed over so late that its resource keeps it",
        [
            { kind: "service", lookUp: true, options: {} },
            up([{ name: "d", state: "stopped", adopt: { foreign: 2 } }]),
            up(
                [
                    { name: "a", folder: "x" },
                    { name: "d", state: "stopped", adopt: { foreign: 2 } },
                ],
                { options: { parallel: 4 }, faults: [[0.14241462268400937, "reset-after"]] },
            ),
            up(
                [
                    { name: "a", folder: "y" },
                    { name: "d", state: "stopped", adopt: { jobOf: "a" } },
                ],
                { options: { parallel: 4 }, faults: [[0.5, "throttled"]] },
            ),
        ],
        "q3/3216",
    ],
    [
        "the resource of a killed create adopts another job",
        [up([{ name: "c" }], killProviderAfter(44)), up([{ name: "c", adopt: { foreign: 2 } }])],
        "p1/4170",
    ],
    [
        "the resource of a killed create adopts a job of the same program",
        [
            up([{ name: "d" }, { name: "c" }], killProviderAfter(15)),
            up([{ name: "d", adopt: { jobOf: "c" } }, { name: "c" }]),
        ],
        "p1/4773",
    ],
    [
        "an adopted job that the service does not show for a while is replaced by force",
        [
            up([{ name: "b", adopt: { foreign: 0 } }]),
            up([{ name: "d", adopt: { jobOf: "b" } }]),
            up([{ name: "d", adopt: { jobOf: "b" } }], {
                options: { parallel: 1, replace: ["d"] },
                appearsAfter: 15,
            }),
        ],
        "r2/1656",
    ],
    [
        "an adopted job is tainted after an alias",
        [
            up([{ name: "d", adopt: { foreign: 1 } }]),
            up([{ name: "a", adopt: { foreign: 1 }, alias: "d" }]),
            { kind: "state", edit: "taint", of: "a" },
            up([{ name: "a", adopt: { foreign: 1 }, alias: "d" }]),
        ],
        "r2/4983",
    ],
    [
        "an adopted job is tainted, and gets an alias beside a new resource of its former name",
        [
            up([{ name: "b", adopt: { foreign: 2 } }]),
            { kind: "state", edit: "taint", of: "b" },
            up([{ name: "d", adopt: { foreign: 2 }, alias: "b" }, { name: "b" }]),
        ],
        "r2/2946",
    ],
    [
        "an adopted job is tainted after an alias, and its former name has another job",
        [
            up([{ name: "c", adopt: { foreign: 0 } }, { name: "d" }]),
            up([{ name: "b", adopt: { foreign: 0 }, alias: "c" }, { name: "d" }]),
            up([
                { name: "c", adopt: { jobOf: "d" } },
                { name: "b", adopt: { foreign: 0 }, alias: "c" },
            ]),
            { kind: "state", edit: "taint", of: "b" },
        ],
        "r2/4567",
    ],
    [
        "an error keeps the engine from the second half of a replacement of an adopted job",
        [
            up([namedC]),
            up([namedC, { name: "b", adopt: { foreign: 1 } }]),
            { kind: "state", edit: "delete", of: "c" },
            { kind: "state", edit: "taint", of: "b" },
            up([namedC, { name: "b", adopt: { foreign: 1 } }, { name: "a", adopt: { foreign: 1 } }], {
                options: { parallel: 4 },
            }),
        ],
        "r2/6159",
    ],
    [
        "an adopted job is tainted, gets an alias, and is deleted before it is replaced",
        [
            up([{ name: "c", adopt: { foreign: 2 } }]),
            { kind: "state", edit: "taint", of: "c" },
            up([{ name: "b", adopt: { foreign: 2 }, alias: "c", deleteBeforeReplace: true }]),
        ],
        "r3/5048",
    ],
    [
        "a job is replaced by force in a run that is killed, and its state moves to another stack",
        [
            up([{ name: "c" }]),
            up([{ name: "c" }], {
                options: { parallel: 1, replace: ["c"] },
                interrupt: { during: "delete", how: "kill the provider" },
            }),
            { kind: "state", edit: "move", of: "c" },
        ],
        "r5/3471",
    ],
    [
        "the create of a fixed name is lost, and the job of that name is in the state of a resource that leaves",
        [
            up([{ name: "a", jobName: "board", parent: true }], {
                faults: [[0.2864603641210124, "server-error-after"]],
            }),
            up([{ name: "a", jobName: "board", parent: true }]),
            up([{ name: "a", jobName: "board" }], { faults: [[0.3779639671323821, "reset-after"]] }),
        ],
        "fixed/68",
    ],
    [
        "a run is killed after a resource has given its job up, and before the next one has it",
        [
            up([{ name: "b" }]),
            up(
                [
                    { name: "a" },
                    { name: "b", adopt: { foreign: 1 } },
                    { name: "c", state: "stopped", adopt: { jobOf: "b" } },
                ],
                { options: { parallel: 4 }, ...killProviderAfter(66) },
            ),
        ],
        "s1/4379",
    ],
    [
        "the delete of a new job has no time to be certain that the service has no such job",
        [up([{ name: "b", timeout: 30, skipAwait: true }]), { kind: "state", edit: "move", of: "b" }, up([])],
        "s12/125",
    ],
    [
        "a start that a run does not await fails while the run waits for another resource",
        [
            { kind: "service", options: { failNextStarts: [3] } },
            up([{ name: "a", skipAwait: true }]),
            up([{ name: "a", skipAwait: true }, namedC], { options: { parallel: 1, target: ["d"] } }),
        ],
        "s16/143",
    ],
    [
        "an update whose job did not start has recorded the policy by which the next run deletes the job",
        [
            up([adoptedBoard]),
            { kind: "destroy", program: { resources: [] }, options: { parallel: 1 } },
            up([{ ...adoptedBoard, deletionPolicy: "delete" }]),
            up([{ ...adoptedBoard, deletionPolicy: "delete" }]),
            up([]),
        ],
        "s17/7163",
    ],
];
