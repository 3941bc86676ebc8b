/** `npm run demo`: the smallest example through its whole life, on the real engine and the emulator. */
import { startEmulator, type Emulator } from "../../emulator/src";
import { killAllOnSignal } from "../engine/childProcess";
import { emulatorConfig } from "../engine/emulatorConfig";
import { describeEngine, findEngine } from "../engine/findEngine";
import { createProject, type PulumiProject } from "../engine/project";
import { essentialLines } from "./engineOutput";
import { bold, page } from "./page";
import { requestTable } from "./requestTable";
import { steps, type Step } from "./steps";
import { disagreement, inventory } from "./verdict";

async function perform(step: Step, project: PulumiProject, emulator: Emulator): Promise<void> {
    page.heading(step.title);
    emulator.clearRequests();
    if (step.state) {
        page.command(`pulumi config set state ${step.state}`);
        await project.setConfig("state", step.state);
    }
    page.command(step.command);
    project.onOutput = essentialLines(page.engine);
    const { code } = await step.run(project);
    delete project.onOutput;

    page.note("What the service received:");
    for (const row of requestTable(emulator.requests, bold)) page.row(row);
    page.note(`What the service has: ${inventory(emulator.jobs)}`);
    if (code !== 0) throw new Error(`"${step.command}" ended with exit code ${code}; its output is above.`);
    const complaint = disagreement(step, emulator.requests, emulator.jobs);
    if (complaint) throw new Error(complaint);
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
            for (const step of steps) await perform(step, project, emulator);
        } finally {
            await project.remove();
        }
    } finally {
        await emulator.close();
    }
    page.note(bold("Done: the service agrees that nothing is left running."));
}

/** After a signal the current run is ended, the demo fails at it, and its `finally` blocks clean up as ever. */
const stoppedBy = killAllOnSignal();

demo().catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const signal = stoppedBy();
    console.error(
        signal ? `\nStopped by ${signal}; everything is cleaned up.` : `\nThe demo failed. ${message}`,
    );
    process.exitCode = signal ? 130 : 1;
});
