import type { Emulator } from "../../emulator/src";
import { emulatorConfig } from "../engine/emulatorConfig";
import { createProject, type PulumiProject } from "../engine/project";
import { json } from "../engine/projectFolder";
import { dynamicProvider, providerPlugin, type TestedProvider } from "../engine/providers";
import { largeSize, type Plan } from "./plan";
import type { Subject } from "./results";

/** This provider only waits. It is constant text in the state, which makes the least work for the engine. */
const waitingProvider = `
const rest = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
exports.handler = () => ({
    check: async (olds, news) => ({ inputs: news }),
    diff: async (id, olds, news) => ({ changes: olds.state !== news.state }),
    create: async (inputs) => { await rest(inputs.boot); return { id: "waited", outs: inputs }; },
    read: async (id, props) => ({ id, props }),
    update: async (id, olds, news) => {
        await rest(news.state === "running" ? news.boot : news.stop);
        return { outs: news };
    },
    // A running job is stopped first and deleted afterwards.
    delete: async (id, props) => { await rest(props.stop); await rest(props.stop); },
});`;

const baseline = ({ boot, stop }: Plan): string => `
const { CustomResource } = require("@pulumi/pulumi");
const __provider = ${JSON.stringify(waitingProvider)};
class Wait extends CustomResource {
    constructor(name, args) {
        super("pulumi-nodejs:dynamic/bench:Wait", name, { ...args, __provider });
    }
}
const declare = (name, state) => new Wait(name, { state, boot: ${boot}, stop: ${stop} });
`;

/** This program serves both providers, since each has its own package under this name. */
const jobs = `
const { VisualizationJob } = require("pulumi-modelarts");
const declare = (name, state) => new VisualizationJob(name, { trainUrl: "obs://bucket/logs/", state });
`;

/** Returns a program that declares `size` resources in a state. */
export function programOf(subject: Subject, size: number, state: "running" | "stopped", plan: Plan): string {
    const declaration = subject === "baseline" ? baseline(plan) : jobs;
    return `${declaration}for (let i = 0; i < ${size}; i++) declare("board-" + i, "${state}");\n`;
}

/** Returns the options of a project for `index.js`, so that the time of no compiler is measured. */
export async function scriptProject(provider: TestedProvider, { info }: Emulator) {
    const runtime = { name: "nodejs", options: { typescript: false } };
    return {
        ...(await provider.projectOptions()),
        ...emulatorConfig(info),
        files: {
            "Pulumi.yaml": json({ name: "test", runtime }),
            "package.json": json({ name: "test", private: true, main: "index.js" }),
        },
        // The SDK loads its packages as it does for a user.
        env: { NODE_OPTIONS: "" },
    };
}

export async function createStack(
    subject: Subject,
    size: number,
    emulator: Emulator,
): Promise<PulumiProject> {
    const options = await scriptProject(subject === "plugin" ? providerPlugin : dynamicProvider, emulator);
    return createProject({
        ...options,
        timeoutMs: 600_000,
        env: { ...options.env, ...(size >= largeSize ? { PULUMI_SKIP_CHECKPOINTS: "true" } : {}) },
    });
}
