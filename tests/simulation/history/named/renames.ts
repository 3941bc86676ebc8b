import { foreignIds, up } from "../model";
import { adopter, byAlias, logs, type NamedHistory, other, withNewName, replacement } from "./namedHistory";

const [first] = foreignIds;

export const renames: readonly NamedHistory[] = [
    {
        what: "a renamed resource keeps its adopted job by an alias, and back without one",
        commands: [up([adopter]), up([byAlias(adopter)]), up([adopter])],
        ends: { board: `${first} running` },
    },
    {
        what: "a resource keeps its adopted job below a parent, and back without an alias",
        commands: [up([adopter]), up([{ ...adopter, parent: true, alias: "board" }]), up([adopter])],
        ends: { board: `${first} running` },
    },
    {
        what: "a renamed resource gives its created job to one of its former name that adopts it",
        commands: [
            up([logs]),
            up([byAlias(logs)]),
            up([{ name: "board", adopt: { jobOf: "curves" }, state: "running" }]),
        ],
        ends: { board: "made 1 running" },
    },
    // The refresh compares the resource under its former URN, and the delete comes under the new one. The first version
    // took the first for another owner of the job: it left the state, and was billed on.
    {
        what: "a resource is replaced, and its job removed, in the run that refreshes and renames it",
        commands: [up([logs]), up([byAlias(other)], { options: { parallel: 1, refresh: true } })],
        ends: { curves: "made 2 running" },
        calls: replacement,
    },
    // The same, and the engine drops what waits for its replacement without a call, so that destroy ended with 0.
    {
        what: "a job is removed in the run that refreshes and renames its resource, although the next create fails",
        commands: [
            up([logs]),
            up([byAlias({ ...logs, jobName: "foreign-503" })], { options: { parallel: 1, refresh: true } }),
            up([], { kind: "destroy" }),
        ],
        ends: {},
        calls: replacement,
    },
    ...[{ dependsOn: "board" }, {}].map((options) => ({
        what: `a renamed resource has its job beside a new one of its former name, with ${JSON.stringify(options)}`,
        commands: [
            up([logs]),
            up([byAlias(logs)]),
            up([logs, withNewName(logs, options)]),
            up([other, withNewName(logs, options)]),
        ],
        ends: { board: "made 3 running", curves: "made 1 running" },
        calls: ["create made 2", "create made 3", "delete made 2", "stop made 2"],
    })),
];
