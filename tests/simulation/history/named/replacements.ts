import { foreignIds, type ModelResource, up } from "../model";
import {
    adopter,
    logs,
    namedBoard,
    type NamedHistory,
    replacement,
    withReplace,
    taint,
} from "./namedHistory";

const [first] = foreignIds;
const boardWithStop: ModelResource = { ...logs, deletionPolicy: "stop" };
const withDescription = (description: string): ModelResource => ({
    name: "board",
    adopt: { foreign: 0 },
    description,
    replaceOnChanges: ["description"],
});
/** Lists the ways to force a replacement right after the first run. */
const forceReplacement = (resource: ModelResource) =>
    Object.entries({ "up --replace": [up([resource], withReplace)], "state taint": [taint, up([resource])] });

export const replacements: readonly NamedHistory[] = [
    ...forceReplacement(logs).map(([way, commands]) => ({
        what: `${way} right after the first up gives a new job, and deletes the old one`,
        commands: [up([logs]), ...commands],
        ends: { board: "made 2 running" },
        calls: replacement,
    })),
    ...[adopter, { name: "board", adopt: { foreign: 0 } }].flatMap((resource) =>
        forceReplacement(resource).map(([way, commands]) => ({
            what: `${way} right after the first up lets the job of ${JSON.stringify(resource)} go on`,
            commands: [up([resource]), ...commands],
            ends: { board: `${first} running` },
        })),
    ),
    {
        what: "an adopted job goes on where replaceOnChanges names its description",
        commands: [up([withDescription("one")]), up([withDescription("two")])],
        ends: { board: `${first} running` },
        calls: [`update ${first}`],
    },
    ...forceReplacement(boardWithStop).map(([way, commands]) => ({
        what: `${way} stops a job that its policy keeps, and creates a new one`,
        commands: [up([boardWithStop]), ...commands],
        ends: { board: "made 2 running" },
        calls: ["create made 2", "stop made 1"],
    })),
    ...[
        ...forceReplacement(boardWithStop),
        ["another folder", [up([{ ...boardWithStop, folder: "other" }])]] as const,
    ].map(([way, commands]) => ({
        what: `the deletion policy of the run counts for the replacement by ${way}`,
        commands: [up([logs]), ...commands],
        ends: { board: "made 2 running" },
        calls: ["create made 2", "stop made 1"],
    })),
    {
        what: "several resources are replaced in one run, each with a job of its own",
        commands: [
            up([logs, { name: "curves" }, { ...adopter, name: "adopted" }]),
            up([logs, { name: "curves" }, { ...adopter, name: "adopted" }], {
                options: { parallel: 1, replace: ["board", "curves", "adopted"] },
            }),
        ],
        ends: { board: "made 3 running", curves: "made 4 running", adopted: `${first} running` },
        calls: [
            ...["create made 3", "create made 4"],
            ...["delete made 1", "delete made 2"],
            ...["stop made 1", "stop made 2"],
        ],
    },
    {
        what: "the dynamic resource deletes before it creates, also where the first run is long over",
        commands: [up([logs]), up([logs]), up([logs], withReplace)],
        ends: { board: "made 2 running" },
        calls: ["stop made 1", "delete made 1", "create made 2"],
        isInOrder: true,
        provider: "dynamic resource",
    },
    {
        what: "the plugin creates before it deletes where the replacement is forced",
        commands: [up([logs]), up([logs], withReplace)],
        ends: { board: "made 2 running" },
        calls: ["create made 2", "stop made 1", "delete made 1"],
        isInOrder: true,
        provider: "plugin",
    },
    {
        what: "a job with an explicit name is deleted before the new one is created",
        commands: [up([namedBoard]), up([namedBoard], withReplace)],
        ends: { board: "made 2 running" },
        calls: replacement,
        provider: "dynamic resource",
    },
    {
        what: "the plugin names deleteBeforeReplace where it cannot replace a job with an explicit name",
        commands: [up([namedBoard]), up([namedBoard], withReplace)],
        ends: { board: "made 1 running" },
        prints: /deleteBeforeReplace: true/,
        provider: "plugin",
    },
    {
        what: "the plugin replaces a job with an explicit name with deleteBeforeReplace",
        commands: [up([namedBoard]), up([{ ...namedBoard, deleteBeforeReplace: true }], withReplace)],
        ends: { board: "made 2 running" },
        calls: replacement,
        provider: "plugin",
    },
];
