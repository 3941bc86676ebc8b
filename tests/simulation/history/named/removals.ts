import { type ModelResource, up } from "../model";
import { byAlias, logs, type NamedHistory, other, takeOut } from "./namedHistory";

const boardWithStop: ModelResource = { ...logs, deletionPolicy: "stop" };
const inAnotherBackend = { from: { backend: "second" } } as const;

export const removals: readonly NamedHistory[] = [
    {
        what: "a create is not resumed by a stack of the same name in another backend",
        commands: [
            up([logs]),
            up([logs], inAnotherBackend),
            up([], { kind: "destroy", ...inAnotherBackend }),
            up([logs]),
        ],
        ends: { board: "made 1 running" },
        calls: ["create made 2", "delete made 2", "stop made 2"],
    },
    ...[logs, other].map((resource) => ({
        what: `a job taken out of the state is named, and folder ${resource.folder ?? ""} gets a new one`,
        commands: [up([logs]), takeOut, up([resource]), up([resource])],
        ends: { board: "made 2 running" },
        calls: ["create made 2"],
        prints: /created visualization job .*\(\d+\)/,
    })),
    ...Object.entries({
        "on another machine": [up([], { kind: "destroy", from: { machine: "second" } })],
        "after an alias": [up([byAlias(boardWithStop)]), up([], { kind: "destroy" })],
    }).map(([way, commands]) => ({
        what: `a job that was stopped and kept by a destroy ${way} is not taken for a new one`,
        commands: [up([boardWithStop]), ...commands, up([boardWithStop])],
        ends: { board: "made 2 running" },
        calls: ["create made 2", "stop made 1"],
    })),
];
