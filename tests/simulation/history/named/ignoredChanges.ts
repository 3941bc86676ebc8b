import { type Command, type ConsoleAction, type ModelResource, up } from "../model";
import { logs, type NamedHistory } from "./namedHistory";

const ignoringBoard: ModelResource = { ...logs, state: "running", ignoreChanges: ["state"] };
const withAllStopped = { program: { resources: [ignoringBoard], allStopped: true } };

const inConsole = (action: ConsoleAction): Command => ({ kind: "console", action, job: { jobOf: "board" } });

export const ignoredChanges: readonly NamedHistory[] = [
    {
        what: "a job whose state is ignored returns to it after the switch modelarts:state, also after a refresh",
        commands: [
            up([ignoringBoard]),
            up([], withAllStopped),
            up([ignoringBoard], { kind: "refresh" }),
            up([ignoringBoard]),
        ],
        ends: { board: "made 1 running" },
        calls: ["restart made 1", "stop made 1"],
    },
    {
        what: "a program runs whose state is ignored, after a refresh of a job whose start has failed",
        commands: [
            { kind: "service", options: { failNextStarts: [11] } },
            up([ignoringBoard]),
            up([ignoringBoard], { kind: "refresh" }),
            up([ignoringBoard]),
        ],
        ends: { board: "made 1 failed" },
        calls: ["create made 1"],
    },
    {
        what: "a program runs whose state is ignored, after a refresh of a job that starts",
        commands: [
            up([ignoringBoard]),
            inConsole("stop"),
            inConsole("restart"),
            up([ignoringBoard], { kind: "refresh" }),
            up([ignoringBoard]),
        ],
        ends: { board: "made 1 running" },
    },
];
