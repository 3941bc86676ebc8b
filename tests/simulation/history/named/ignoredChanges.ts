import { type Command, type ConsoleAction, type ModelResource, up } from "../model";
import { logs, type NamedHistory } from "./namedHistory";

const ignoring: ModelResource = { ...logs, state: "running", ignoreChanges: ["state"] };
const allStopped = { program: { resources: [ignoring], allStopped: true } };

const inConsole = (action: ConsoleAction): Command => ({ kind: "console", action, job: { jobOf: "board" } });

export const ignored: readonly NamedHistory[] = [
    {
        what: "a job whose state is ignored returns to it after the switch modelarts:state, also after a refresh",
        commands: [up([ignoring]), up([], allStopped), up([ignoring], { kind: "refresh" }), up([ignoring])],
        ends: { board: "made 1 running" },
        calls: ["restart made 1", "stop made 1"],
    },
    {
        what: "a program runs whose state is ignored, after a refresh of a job whose start has failed",
        commands: [
            { kind: "service", options: { failNextStarts: [11] } },
            up([ignoring]),
            up([ignoring], { kind: "refresh" }),
            up([ignoring]),
        ],
        ends: { board: "made 1 failed" },
        calls: ["create made 1"],
    },
    {
        what: "a program runs whose state is ignored, after a refresh of a job that starts",
        commands: [
            up([ignoring]),
            inConsole("stop"),
            inConsole("restart"),
            up([ignoring], { kind: "refresh" }),
            up([ignoring]),
        ],
        ends: { board: "made 1 running" },
    },
];
