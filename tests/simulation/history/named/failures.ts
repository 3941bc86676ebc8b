import { type Command, up } from "../model";
import { withContinueOnError, logs, type NamedHistory, rejectedBoard } from "./namedHistory";

const rename: Command = { kind: "state", edit: "rename", of: "board", to: "curves" };

export const failures: readonly NamedHistory[] = [
    // The state of a dynamic resource still has the former URN, which the new resource has by now.
    {
        what: "a resource gets another name in the state, and the create of a new one of its former name fails",
        commands: [up([logs]), rename, up([rejectedBoard], withContinueOnError)],
        ends: {},
        calls: ["create made 2", "delete made 1", "stop made 1"],
    },
    {
        what: "a job is adopted that its resource keeps, after a refresh that has compared nothing",
        commands: [
            up([logs]),
            up([logs, { name: "taker", adopt: { jobOf: "board" } }], {
                options: { parallel: 1, refresh: true, legacyRefreshDiff: true },
            }),
        ],
        ends: { board: "made 1 running" },
        prints: /belongs to one resource/,
    },
];
