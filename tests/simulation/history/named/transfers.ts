import { type Command, foreignIds, type ModelResource, up } from "../model";
import { adopter, logs, type NamedHistory, other } from "./namedHistory";

const [first, second] = foreignIds;

const swapHistory = (state: Pick<ModelResource, "state">): NamedHistory => {
    const declare = (left: number, right: number): Command =>
        up([
            { name: "left", adopt: { foreign: left }, ...state },
            { name: "right", adopt: { foreign: right }, dependsOn: "left", ...state },
        ]);
    return {
        what: `two resources swap their jobs where one depends on the other, with ${JSON.stringify(state)}`,
        commands: [declare(0, 1), declare(1, 0)],
        ends: { left: `${second} running`, right: `${first} running` },
        // The engine calls for the second one after the first has ended, so that one of the jobs is stopped until then.
        calls: [`restart ${first}`, `stop ${first}`],
    };
};

export const transfers: readonly NamedHistory[] = [
    swapHistory({}),
    swapHistory({ state: "running" }),
    ...[adopter, logs].map((giver): NamedHistory => ({
        what: `the job of ${JSON.stringify(giver)} goes on under a resource with a provider of its own`,
        commands: [
            up([giver]),
            up([{ name: "taker", adopt: { jobOf: "board" }, state: "running", explicitProvider: true }]),
        ],
        ends: { taker: giver === adopter ? `${first} running` : "made 1 running" },
        provider: "plugin",
    })),
    {
        what: "a job is not left to a resource that adopts the same number in another project",
        commands: [
            up([{ name: "board", location: "project", adopt: { foreign: 0 } }]),
            up([{ name: "taker", location: "home", adopt: { foreign: 0 } }]),
        ],
        ends: { taker: `${first} running` },
        calls: [`stop project/${first}`],
    },
    {
        what: "a job is replaced beside a resource that adopts the same number in another project",
        commands: [
            up([{ name: "board", location: "project", adopt: { foreign: 0 } }]),
            up([
                { name: "taker", location: "home", adopt: { foreign: 0 } },
                { name: "board", location: "project" },
            ]),
        ],
        ends: { taker: `${first} running`, board: "made 1 running" },
        calls: ["create made 1", `stop project/${first}`],
    },
    {
        what: "a resource that adopts a job depends on the one that is replaced, and the error says which one had it",
        commands: [up([logs]), up([other, { name: "taker", adopt: { jobOf: "board" }, dependsOn: "board" }])],
        ends: { board: "made 2 running" },
        calls: ["create made 2", "delete made 1", "stop made 1"],
        prints: /::board had it, and has removed it in this run.*let it depend on nothing/s,
    },
    {
        what: "a job of one resource is not given to a second one",
        commands: [up([logs]), up([logs, { name: "taker", adopt: { jobOf: "board" } }])],
        ends: { board: "made 1 running" },
        prints: /belongs to one resource, and \S+::board and \S+::taker name or have it/,
    },
];
