import { json } from "../engine/projectFolder";
import type { Subject } from "./measurement";
import type { Plan } from "./plan";

type Waits = Pick<Plan, "boot" | "stop">;

/**
 * A provider that only waits, as its code is kept in the state: one constant text too, so that the engine's own work
 * with it is the least there is.
 */
const waiting = `
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
    // What runs is stopped first, and then deleted.
    delete: async (id, props) => { await rest(props.stop); await rest(props.stop); },
});`;

const floor = ({ boot, stop }: Waits, further: readonly string[]): string => `
const { CustomResource } = require("@pulumi/pulumi");
const further = { ${further.map((property) => `${property}: undefined`).join(", ")} };
const __provider = ${JSON.stringify(waiting)};
class Wait extends CustomResource {
    constructor(name, args) {
        super("pulumi-nodejs:dynamic/bench:Wait", name, { ...further, ...args, __provider });
    }
}
const declare = (name, state) => new Wait(name, { state, boot: ${boot}, stop: ${stop} });
`;

/** Through both doors: which one it is says the package of that name. */
const ours = `
const { VisualizationJob } = require("pulumi-modelarts");
const declare = (name, state) => new VisualizationJob(name, { trainUrl: "obs://bucket/logs/", state });
`;

type State = "running" | "stopped";

/** The text of a program that wants so many resources in this state. */
export function programOf(subject: Subject, size: number, state: State, waits: Waits): string {
    return many(subject === "floor" ? floor(waits, []) : ours, size, state);
}

/** The floor with further properties that nobody sets, and nothing to wait for. */
export function wideBaselineProgram(size: number, further: readonly string[]): string {
    return many(floor({ boot: 0, stop: 0 }, further), size, "running");
}

function many(head: string, size: number, state: State): string {
    return `${head}for (let i = 0; i < ${size}; i++) declare("board-" + i, "${state}");\n`;
}

/** The file that holds the program: plain JavaScript, so that no compiler's time is measured. */
export const programFile = "index.js";

export const projectFiles: Readonly<Record<string, string>> = {
    "Pulumi.yaml": json({ name: "test", runtime: { name: "nodejs", options: { typescript: false } } }),
    "package.json": json({ name: "test", private: true, main: programFile }),
};
