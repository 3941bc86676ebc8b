import { type Command, type ModelResource, type RunCommand, up } from "../model";
import { byAlias, logs, type NamedHistory, other, renamed } from "./namedHistory";

const kept: ModelResource = { ...other, deletionPolicy: "stop" };
const refreshing: Partial<RunCommand> = { options: { parallel: 1, refresh: true } };

/** Runs that replace the job, and change its deletion policy. */
const ways: Readonly<Record<string, Command>> = {
    "a change of the folder": up([kept]),
    "a change of the folder after a refresh": up([kept], refreshing),
    "a change of the folder without deleteBeforeReplace": up([{ ...kept, deleteBeforeReplace: false }]),
    "a change of the folder with an alias": up([byAlias(kept)]),
    "a change of the folder with an alias after a refresh": up([byAlias(kept)], refreshing),
    "a change of the folder below a parent": up([{ ...kept, parent: true, alias: "board" }]),
};

export const policies: readonly NamedHistory[] = [
    ...Object.entries(ways).map(([way, command]) => ({
        what: `a deletion policy counts in its own run, by ${way}`,
        commands: [up([logs]), command],
        ends: { [way.includes("alias") ? "curves" : "board"]: "made 2 running" },
        calls: ["create made 2", "stop made 1"],
    })),
    {
        what: "a job that is replaced is deleted by its own policy beside a new resource of its former name",
        commands: [
            up([logs]),
            up([byAlias(logs)]),
            up([renamed(other), { ...logs, deletionPolicy: "stop" }]),
        ],
        ends: { curves: "made 2 running", board: "made 3 running" },
        calls: ["create made 2", "create made 3", "delete made 1", "stop made 1"],
    },
];
