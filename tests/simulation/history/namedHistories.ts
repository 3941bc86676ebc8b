import type { ProviderName } from "../player/programs";
import { type Command, foreignIds, type ModelResource, up } from "./model";

/** A history that a person wrote, and where it ends. Jobs that it creates are `made 1`, `made 2`, … in their order. */
export interface NamedHistory {
    readonly what: string;
    readonly commands: readonly Command[];
    /** The jobs in the state of the last command's stack, by resource. */
    readonly ends: Readonly<Record<string, string>>;
    /** The calls after the first command that change something, in alphabetical order. @defaultValue none */
    readonly calls?: readonly string[];
    /** A part of what a command printed. */
    readonly prints?: RegExp;
    /** @defaultValue both */
    readonly provider?: ProviderName;
}

const logs: ModelResource = { name: "board", folder: "logs" };
const other: ModelResource = { name: "board", folder: "other" };
const adopted: ModelResource = { name: "board", adopt: { foreign: 0 }, state: "running" };
const named: ModelResource = { ...logs, jobName: "the-board" };
const [first, second] = foreignIds;

const renamed = (resource: ModelResource, more: Partial<ModelResource> = {}): ModelResource => ({
    ...resource,
    name: "curves",
    ...more,
});
const byAlias = (resource: ModelResource): ModelResource => renamed(resource, { alias: resource.name });
const replacing = { options: { parallel: 1, replace: ["board"] } };
const taint: Command = { kind: "state", edit: "taint", of: "board" };
const takeOut: Command = { kind: "state", edit: "delete", of: "board" };
const replacement = ["create made 2", "delete made 1", "stop made 1"];

const renames: readonly NamedHistory[] = [
    {
        what: "a renamed resource keeps its adopted job by an alias, and back without one",
        commands: [up([adopted]), up([byAlias(adopted)]), up([adopted])],
        ends: { board: `${first} running` },
    },
    {
        what: "a resource keeps its adopted job below a parent, and back without an alias",
        commands: [up([adopted]), up([{ ...adopted, parent: true, alias: "board" }]), up([adopted])],
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
    // The refresh compares the resource under its former URN, and the delete comes under the new one. A pre-release
    // took the first for another owner of the job: it left the state, and was billed on.
    {
        what: "a resource is replaced, and its job removed, in the run that refreshes and renames it",
        commands: [up([logs]), up([byAlias(other)], { options: { parallel: 1, refresh: true } })],
        ends: { curves: "made 2 running" },
        calls: replacement,
    },
    ...[{ dependsOn: "board" }, {}].map((options) => ({
        what: `a renamed resource has its job beside a new one of its former name, with ${JSON.stringify(options)}`,
        commands: [
            up([logs]),
            up([byAlias(logs)]),
            up([logs, renamed(logs, options)]),
            up([other, renamed(logs, options)]),
        ],
        ends: { board: "made 3 running", curves: "made 1 running" },
        calls: ["create made 2", "create made 3", "delete made 2", "stop made 2"],
    })),
];

const replacements: readonly NamedHistory[] = [
    ...Object.entries({
        "up --replace": [up([logs], replacing)],
        "state taint": [taint, up([logs])],
    }).map(([way, commands]) => ({
        what: `${way} right after the first up gives a new job, and deletes the old one`,
        commands: [up([logs]), ...commands],
        ends: { board: "made 2 running" },
        calls: replacement,
    })),
    ...Object.entries({
        "up --replace": [up([{ name: "board", adopt: { foreign: 0 } }], replacing)],
        "state taint": [taint, up([{ name: "board", adopt: { foreign: 0 } }])],
    }).map(([way, commands]) => ({
        what: `${way} right after the first up lets an adopted job without a desired state go on`,
        commands: [up([{ name: "board", adopt: { foreign: 0 } }]), ...commands],
        ends: { board: `${first} running` },
    })),
    {
        what: "a job with an explicit name is deleted before the new one is created",
        commands: [up([named]), up([named], replacing)],
        ends: { board: "made 2 running" },
        calls: replacement,
        provider: "dynamic resource",
    },
    {
        what: "the plugin names deleteBeforeReplace where it cannot replace a job with an explicit name",
        commands: [up([named]), up([named], replacing)],
        ends: { board: "made 1 running" },
        prints: /deleteBeforeReplace: true/,
        provider: "plugin",
    },
    {
        what: "the plugin replaces a job with an explicit name with deleteBeforeReplace",
        commands: [up([named]), up([{ ...named, deleteBeforeReplace: true }], replacing)],
        ends: { board: "made 2 running" },
        calls: replacement,
        provider: "plugin",
    },
];

const swapped = (state: Pick<ModelResource, "state">): NamedHistory => {
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

const transfers: readonly NamedHistory[] = [
    swapped({}),
    swapped({ state: "running" }),
    ...[adopted, logs].map((giver): NamedHistory => ({
        what: `the job of ${JSON.stringify(giver)} goes on under a resource with a provider of its own`,
        commands: [
            up([giver]),
            up([{ name: "taker", adopt: { jobOf: "board" }, state: "running", explicitProvider: true }]),
        ],
        ends: { taker: giver === adopted ? `${first} running` : "made 1 running" },
        provider: "plugin",
    })),
];

const inAnotherBackend = { from: { backend: "second" } } as const;

const removals: readonly NamedHistory[] = [
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
];

const ignoring: ModelResource = { ...logs, state: "running", ignoreChanges: ["state"] };
const allStopped = { program: { resources: [ignoring], allStopped: true } };

const ignored: readonly NamedHistory[] = [
    {
        what: "a job whose state is ignored returns to it after the switch modelarts:state, also after a refresh",
        commands: [up([ignoring]), up([], allStopped), up([ignoring], { kind: "refresh" }), up([ignoring])],
        ends: { board: "made 1 running" },
        calls: ["restart made 1", "stop made 1"],
    },
];

const goingOn = { options: { parallel: 1, continueOnError: true } };
const refused: ModelResource = { name: "board", jobName: "foreign-503", deletionPolicy: "stop" };
const rename: Command = { kind: "state", edit: "rename", of: "board", to: "curves" };

const failures: readonly NamedHistory[] = [
    // The state of a dynamic resource still has the former URN, which the new resource has by now.
    {
        what: "a resource gets another name in the state, and the create of a new one of its former name fails",
        commands: [up([logs]), rename, up([refused], goingOn)],
        ends: {},
        calls: ["create made 2", "delete made 1", "stop made 1"],
    },
];

const legacyRefreshes: readonly NamedHistory[] = [
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

export const namedHistories: readonly NamedHistory[] = [
    ...renames,
    ...replacements,
    ...transfers,
    ...removals,
    ...ignored,
    ...failures,
    ...legacyRefreshes,
];
