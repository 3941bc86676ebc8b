/* Measures how the plugin starts: as a script, and as the executable that needs no Node.js. */
import path from "node:path";
import { bundlePlugin } from "../plugin/bundle";
import { root } from "../repository";
import { makeExecutable, readNode } from "../plugin/executable";
import { executableName } from "../plugin/platform";
import { startPlugin } from "../plugin/startPlugin";
import { readPeakBytes } from "./memory";
import { range, section } from "./report";

interface Start {
    readonly ms: number;
    readonly bytes: number;
}

/** Makes the executable in a folder, and starts both forms alternately. Returns a table. */
export async function measureStarts(folder: string, circumstances: string): Promise<string> {
    const node = await readNode(process.execPath);
    const executable = path.join(folder, executableName(node.platform));
    await makeExecutable(node, (await bundlePlugin("0.0.0")).code, executable);
    const script = path.join(root, "provider", "pulumi-resource-modelarts");
    const forms = [
        { name: "script, and Node.js", command: [process.execPath, script], starts: [] as Start[] },
        { name: "executable", command: [executable], starts: [] as Start[] },
    ];
    for (let round = 0; round < 11; round++)
        for (const { command, starts } of forms) starts.push(await measureStart(command));
    const rows = forms.map(({ name, starts }) => {
        const [ms, megabytes] = [starts.map((start) => start.ms), starts.map(({ bytes }) => bytes / 1e6)];
        return [name, range(ms, 0), range(megabytes, 0)];
    });
    const header = ["the plugin as", "ms until it listens", "resident memory then, MB"];
    return `- ${circumstances} 11 starts of each form, alternately.\n\n${section("Starting the plugin", header, rows)}`;
}

/** Starts the plugin in a new process. */
async function measureStart([command = "", ...args]: readonly string[]): Promise<Start> {
    const began = performance.now();
    const plugin = await startPlugin(command, ...args);
    try {
        return { ms: performance.now() - began, bytes: readPeakBytes(plugin.pid ?? 0) || NaN };
    } finally {
        plugin.kill("SIGKILL");
    }
}
