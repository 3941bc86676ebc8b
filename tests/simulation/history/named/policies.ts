import { type Command, type ModelResource, type RunCommand, up } from "../model";
import { byAlias, logs, type NamedHistory, other, withNewName } from "./namedHistory";

const boardWithStop: ModelResource = { ...other, deletionPolicy: "stop" };
const withRefresh: Partial<RunCommand> = { options: { parallel: 1, refresh: true } };

/** Runs that replace the job, and change its deletion policy. */
const ways: Readonly<Record<string, Command>> = {
    "a change of the folder": up([boardWithStop]),
    "a change of the folder after a refresh": up([boardWithStop], withRefresh),
    "a change of the folder without deleteBeforeReplace": up([
        { ...boardWithStop, deleteBeforeReplace: false },
    ]),
    "a change of the folder with an alias": up([byAlias(boardWithStop)]),
    "a change of the folder with an alias after a refresh": up([byAlias(boardWithStop)], withRefresh),
    "a change of the folder below a parent": up([{ ...boardWithStop, parent: true, alias: "board" }]),
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
            up([withNewName(other), { ...logs, deletionPolicy: "stop" }]),
        ],
        ends: { curves: "made 2 running", board: "made 3 running" },
        calls: ["create made 2", "create made 3", "delete made 1", "stop made 1"],
    },
];
