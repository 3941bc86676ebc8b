import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ProjectOptions } from "../engine/project";

const root = path.resolve(__dirname, "..", "..");

/** A way into the same package: what a program imports as `pulumi-modelarts`, and how it is configured. */
export interface Door {
    readonly name: "dynamic resource" | "plugin";
    readonly type: string;
    readonly project: Pick<ProjectOptions, "modules" | "configKey" | "path">;
}

export const dynamicDoor: Door = {
    name: "dynamic resource",
    type: "pulumi-nodejs:dynamic/modelarts:VisualizationJob",
    project: {},
};

/** As a generated SDK has it, under the name of the other door: the same programs use both. */
const sdk = `
const pulumi = require("@pulumi/pulumi");
const outputs = {
    visualizationId: undefined, state: undefined, status: undefined, name: undefined, description: undefined,
    trainUrl: undefined, serviceUrl: undefined, createdAt: undefined, resourceId: undefined, jobType: undefined,
    flavor: undefined, autoStopHours: undefined, deletionPolicy: undefined, region: undefined, projectId: undefined,
    skipAwait: undefined,
};
exports.VisualizationJob = class extends pulumi.CustomResource {
    constructor(name, args, options) {
        super("modelarts:index:VisualizationJob", name, { ...outputs, ...args }, options);
    }
};
exports.Provider = class extends pulumi.ProviderResource {
    constructor(name, { endpoints, ...args }, options) {
        const texts = { ...args, endpoints: endpoints && pulumi.output(endpoints).apply(JSON.stringify) };
        super("modelarts", name, texts, options);
    }
};
const invoke = (name, args, options) => pulumi.runtime.invoke("modelarts:index:" + name, args, options);
exports.getVisualizationJob = (args, options) => invoke("getVisualizationJob", args, options);
exports.getVisualizationJobs = async (args, options) =>
    (await invoke("getVisualizationJobs", args ?? {}, options)).jobs;
exports.getVisualizationJobOutput = (args) => pulumi.output(args).apply(exports.getVisualizationJob);
exports.getVisualizationJobsOutput = (args) => pulumi.output(args ?? {}).apply(exports.getVisualizationJobs);
`;

let modules: string | undefined;

function modulesWithSdk(): string {
    if (modules !== undefined) return modules;
    // Under this name what lies in it finds the rest of it.
    modules = path.join(mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-door-")), "node_modules");
    mkdirSync(modules);
    symlinkSync(path.join(root, "node_modules", "@pulumi"), path.join(modules, "@pulumi"), "junction");
    const folder = path.join(modules, "pulumi-modelarts");
    mkdirSync(folder);
    writeFileSync(
        path.join(folder, "package.json"),
        JSON.stringify({ name: "pulumi-modelarts", main: "index.js" }),
    );
    writeFileSync(path.join(folder, "index.js"), sdk);
    return modules;
}

export const pluginDoor: Door = {
    name: "plugin",
    type: "modelarts:index:VisualizationJob",
    project: {
        get modules() {
            return modulesWithSdk();
        },
        configKey: (key) => key.replace(/^huaweicloud:/, "modelarts:"),
        path: [path.join(root, "provider")],
    },
};

export const doors: readonly Door[] = [dynamicDoor, pluginDoor];
