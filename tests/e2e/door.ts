import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compiledNodeSdk } from "../engine/nodeSdk";
import type { ProjectOptions } from "../engine/project";
import { json } from "../engine/projectFolder";

const root = path.resolve(__dirname, "..", "..");

/** A way into the same package: what a program imports as `pulumi-modelarts`, and how it is configured. */
export interface Door {
    readonly name: "dynamic resource" | "plugin";
    readonly type: string;
    project(): Promise<Pick<ProjectOptions, "modules" | "configKey" | "path">>;
}

export const dynamicDoor: Door = {
    name: "dynamic resource",
    type: "pulumi-nodejs:dynamic/modelarts:VisualizationJob",
    project: () => Promise.resolve({}),
};

/** The SDK that Pulumi generates, under the name of the other door and in its form: the same programs use both. */
const adapter = `
const sdk = require("./sdk");
const jobsOf = (result) => result.jobs;
module.exports = {
    Provider: sdk.Provider,
    VisualizationJob: sdk.VisualizationJob,
    getVisualizationJob: sdk.getVisualizationJob,
    getVisualizationJobOutput: sdk.getVisualizationJobOutput,
    getVisualizationJobs: (...args) => sdk.getVisualizationJobs(...args).then(jobsOf),
    getVisualizationJobsOutput: (...args) => sdk.getVisualizationJobsOutput(...args).apply(jobsOf),
};
`;

let modules: Promise<string> | undefined;

async function modulesWithSdk(): Promise<string> {
    // Under this name what lies in it finds the rest of it.
    const folder = path.join(mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-door-")), "node_modules");
    const own = path.join(folder, "pulumi-modelarts");
    cpSync(await compiledNodeSdk(), path.join(own, "sdk"), { recursive: true });
    symlinkSync(path.join(root, "node_modules", "@pulumi"), path.join(folder, "@pulumi"), "junction");
    writeFileSync(path.join(own, "package.json"), json({ name: "pulumi-modelarts", main: "index.js" }));
    writeFileSync(path.join(own, "index.js"), adapter);
    return folder;
}

export const pluginDoor: Door = {
    name: "plugin",
    type: "modelarts:index:VisualizationJob",
    project: async () => ({
        modules: await (modules ??= modulesWithSdk()),
        configKey: (key) => key.replace(/^huaweicloud:/, "modelarts:"),
        path: [path.join(root, "provider")],
    }),
};

export const doors: readonly Door[] = [dynamicDoor, pluginDoor];
