import { dynamicProvider, providerPlugin } from "../engine/providers";
import { jobResource } from "../schema/committed";
import { emulatorConfig } from "../engine/emulatorConfig";
import { createProject, type PulumiProject } from "../engine/project";
import { json } from "../engine/projectFolder";
import type { EmulatorProcess } from "./emulatorProcess";
import type { Subject } from "./measurement";
import { largeSize, type Plan } from "./plan";

type Durations = Pick<Plan, "boot" | "stop">;

const commandLimitMs = 600_000;

/** A provider that only waits. It is constant text in the state, which makes the least work for the engine. */
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

function baseline({ boot, stop }: Durations, unsetProperties: readonly string[]): string {
    return `
const { CustomResource } = require("@pulumi/pulumi");
const unset = { ${unsetProperties.map((property) => `${property}: undefined`).join(", ")} };
const __provider = ${JSON.stringify(waitingProvider)};
class Wait extends CustomResource {
    constructor(name, args) {
        super("pulumi-nodejs:dynamic/bench:Wait", name, { ...unset, ...args, __provider });
    }
}
const declare = (name, state) => new Wait(name, { state, boot: ${boot}, stop: ${stop} });
`;
}

/** Serves both providers: each has its own package under this name. */
const jobs = `
const { VisualizationJob } = require("pulumi-modelarts");
const declare = (name, state) => new VisualizationJob(name, { trainUrl: "obs://bucket/logs/", state });
`;

/** The baseline has three of a job's properties itself: a state and two times. */
const furtherProperties = Object.keys(jobResource.properties)
    .filter((property) => property !== "state")
    .slice(2);

function programOf(subject: Subject, size: number, state: string, durations: Durations): string {
    const declarations = {
        dynamic: jobs,
        plugin: jobs,
        baseline: baseline(durations, []),
        "wide baseline": baseline({ boot: 0, stop: 0 }, furtherProperties),
    };
    return `${declarations[subject]}for (let i = 0; i < ${size}; i++) declare("board-" + i, "${state}");\n`;
}

/** Plain JavaScript, so that no compiler's time is measured. */
const programFile = "index.js";

/** A stack whose program declares `size` running resources. */
export async function createStack(
    subject: Subject,
    size: number,
    plan: Plan,
    emulator: EmulatorProcess,
): Promise<PulumiProject> {
    return createProject({
        ...(await (subject === "plugin" ? providerPlugin : dynamicProvider).projectOptions()),
        ...emulatorConfig(emulator.info),
        files: {
            "Pulumi.yaml": json({
                name: "test",
                runtime: { name: "nodejs", options: { typescript: false } },
            }),
            "package.json": json({ name: "test", private: true, main: programFile }),
            [programFile]: programOf(subject, size, "running", plan),
        },
        timeoutMs: commandLimitMs,
        env: size >= largeSize ? { PULUMI_SKIP_CHECKPOINTS: "true" } : {},
    });
}

export function setState(
    stack: PulumiProject,
    state: "running" | "stopped",
    subject: Subject,
    size: number,
    plan: Plan,
): Promise<void> {
    return stack.write(programOf(subject, size, state, plan), programFile);
}
