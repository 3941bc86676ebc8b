/** `npm run demo` runs the smallest example through all its states, on the real engine and the emulator. */
import { type CallName, type Emulator, type RecordedRequest, startEmulator } from "../emulator/src";
import { stateOf } from "../emulator/src/jobs/status";
import type { JobState } from "../emulator/src/options/behaviour";
import { emulatorConfig } from "./engine/emulatorConfig";
import { describeEngine, findEngine } from "./engine/findEngine";
import { createProject, type PulumiProject } from "./engine/project";
import { runMain } from "./runMain";

interface Step {
    readonly title: string;
    /** The step sets `state` to this before its command. */
    readonly state?: "running" | "stopped";
    readonly command: "up" | "preview --expect-no-changes" | "destroy";
    /** The service must receive these changes in this order. */
    readonly calls: readonly CallName[];
    /** The jobs of the service must have these states afterwards. */
    readonly jobs: readonly JobState[];
}

const steps: readonly Step[] = [
    { title: "1. A TensorBoard that runs", command: "up", calls: ["create"], jobs: ["running"] },
    {
        title: "2. Stopped: it costs nothing, and stays",
        state: "stopped",
        command: "up",
        calls: ["stop"],
        jobs: ["stopped"],
    },
    {
        title: "3. A preview with nothing to do",
        command: "preview --expect-no-changes",
        calls: [],
        jobs: ["stopped"],
    },
    { title: "4. Running again", state: "running", command: "up", calls: ["restart"], jobs: ["running"] },
    {
        title: "5. Torn down: stopped first, then deleted",
        command: "destroy",
        calls: ["stop", "delete"],
        jobs: [],
    },
];

const hasColours = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text: string): string => (hasColours ? `\u001b[1m${text}\u001b[0m` : text);

async function runStep(step: Step, project: PulumiProject, emulator: Emulator): Promise<void> {
    console.log(`\n${bold(step.title)}`);
    emulator.clearRequests();
    if (step.state) {
        console.log(`\n  $ ${bold(`pulumi config set state ${step.state}`)}`);
        await project.setConfig("state", step.state);
    }
    console.log(`\n  $ ${bold(`pulumi ${step.command}`)}`);
    project.onOutput = (text) => process.stdout.write(text);
    const [command, ...flags] = step.command.split(" ") as ["up" | "preview" | "destroy", ...string[]];
    const { code } = await project[command](...flags);
    delete project.onOutput;

    console.log("  What the service received:");
    for (const line of requestLines(emulator.requests)) console.log(`    ${line}`);
    const jobs = emulator.jobs.map(({ id, name, statusName }) => `job ${id}, ${name}, is ${statusName}`);
    console.log(`  What the service has: ${jobs.join("; ") || "no job at all"}`);
    if (code !== 0) throw new Error(`"pulumi ${step.command}" exited with ${code}; its output is above.`);

    const calls = emulator.requests.filter(({ method }) => method !== "GET").map(({ call }) => call);
    const states = emulator.jobs.map(({ status }) => stateOf(status));
    assertSame("The service should have received", step.calls, calls);
    assertSame("The service should have jobs that are", step.jobs, states);
}

function assertSame(statement: string, expected: readonly unknown[], actual: readonly unknown[]): void {
    const [expectedText, actualText] = [expected, actual].map((list) => list.join(", ") || "nothing");
    if (expectedText !== actualText) throw new Error(`${statement} ${expectedText}, not ${actualText}.`);
}

/** Returns one line for each request. Equal requests in a row, such as polls, share one line. */
function requestLines(requests: readonly RecordedRequest[]): string[] {
    const lines: { text: string; times: number }[] = [];
    for (const { method, path, status, outcome, projectId = "" } of requests) {
        const row = `${method.padEnd(6)}  ${path.replace(projectId, "{project}")}  ${status ?? outcome}`;
        const text = method === "GET" ? row : bold(row);
        const last = lines.at(-1);
        if (last?.text === text) last.times += 1;
        else lines.push({ text, times: 1 });
    }
    return lines.map(({ text, times }) => (times > 1 ? `${text}  ×${times}` : text));
}

async function demo(): Promise<void> {
    console.log(describeEngine(await findEngine()));
    const emulator = await startEmulator();
    console.log(`The emulator of ModelArts and IAM: ${emulator.info.url}`);
    try {
        const { config, secrets } = emulatorConfig(emulator.info);
        const project = await createProject({
            example: "tensorboard",
            config: { ...config, "modelarts:pollInterval": "0.5" },
            secrets,
        });
        console.log("The program: examples/tensorboard/index.ts, in a stack of its own");
        try {
            for (const step of steps) await runStep(step, project, emulator);
        } finally {
            await project.remove();
        }
    } finally {
        await emulator.close();
    }
    console.log(bold("\nDone: the service agrees that nothing is left running."));
}

runMain(demo, { failure: "\nThe demo failed. ", endsOnSignal: true });
