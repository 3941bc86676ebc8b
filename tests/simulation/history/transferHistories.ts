import { up } from "./model";
import type { FoundHistory } from "./refusedHistories";

/** Histories in which a job goes from one resource to another. */
export const transferHistories: readonly FoundHistory[] = [
    [
        "the job of a replaced resource is adopted while the service deletes it",
        [
            up([{ name: "c", state: "stopped", folder: "y" }, { name: "a" }]),
            up(
                [
                    { name: "c", state: "stopped", folder: "x" },
                    { name: "a" },
                    { name: "b", adopt: { jobOf: "c" }, timeout: 5 },
                ],
                { options: { parallel: 4, refresh: true } },
            ),
        ],
        "s10/3626",
    ],
    [
        "an adopted job is replaced by another one, and its policy is left to the default in the same run",
        [
            up([{ name: "b" }]),
            up([{ name: "c", adopt: { jobOf: "b" }, deletionPolicy: "delete" }]),
            up([{ name: "c", adopt: { foreign: 0 } }]),
        ],
        "s10/6633",
    ],
    [
        "a job of two resources, of which one gives it up, and the other one is tainted and comes later",
        [
            up([{ name: "c", adopt: { foreign: 0 } }]),
            up([
                { name: "a", adopt: { jobOf: "c" } },
                { name: "c", adopt: { foreign: 0 } },
            ]),
            up(
                [
                    { name: "a", adopt: { foreign: 2 } },
                    { name: "c", adopt: { jobOf: "a" } },
                ],
                { options: { replace: ["d"], parallel: 1 } },
            ),
            { kind: "state", edit: "taint", of: "c" },
        ],
        "s13/7301",
    ],
    [
        "a run is killed while a resource adopts the job that another one has stopped in it",
        [
            up([{ name: "a", deletionPolicy: "stop" }]),
            up(
                [
                    { name: "a", adopt: { foreign: 0 } },
                    { name: "d", adopt: { jobOf: "a" } },
                ],
                { options: { parallel: 1 }, interrupt: { during: "create", moments: 9, how: "kill" } },
            ),
        ],
        "s16/8007",
    ],
    [
        "the job of two resources is stopped, since one of them is replaced, while the other one is compared",
        [
            up([
                { name: "d", folder: "x", protect: true },
                { name: "a", state: "stopped" },
            ]),
            up([
                { name: "a", state: "stopped" },
                { name: "b", adopt: { jobOf: "d" }, state: "running" },
            ]),
            up(
                [
                    { name: "d", folder: "y" },
                    { name: "a", state: "stopped" },
                    { name: "b", adopt: { jobOf: "d" }, state: "running" },
                ],
                { options: { parallel: 4, refresh: true } },
            ),
        ],
        "s18/1853",
    ],
];
