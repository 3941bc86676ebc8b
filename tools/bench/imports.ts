import { succeed } from "../engine/childProcess";
import type { Results } from "./results";
import { root } from "../repository";

const loadPulumi = `require("@pulumi/pulumi")`;
const loadClient = `require("pulumi-modelarts/client")`;
const exampleSettings = { region: "eu-de", projectId: "0", accessKey: "EXAMPLE", secretKey: "EXAMPLE" };

/** Maps a title to the code that is measured, and to the code that runs before it. */
const imports: Readonly<Record<string, readonly [code: string, before?: string]>> = {
    "@pulumi/pulumi alone": [loadPulumi],
    "pulumi-modelarts, in a program that has Pulumi": [`require("pulumi-modelarts")`, loadPulumi],
    "pulumi-modelarts/dynamic, in the provider's process": [
        `require("pulumi-modelarts/dynamic").provider`,
        loadPulumi,
    ],
    "the plugin, until it listens": [`require("./provider/dist/engine/plugin/server.js").servePlugin([])`],
    "pulumi-modelarts/client, in a script without Pulumi": [loadClient],
    "the same, with a client made": [`${loadClient}.connect(${JSON.stringify(exampleSettings)})`],
};

/** Measures each import five times, always in a new process without the user's settings. */
export async function measureImports(): Promise<Results["imports"]> {
    const options = { cwd: root, env: { PATH: process.env.PATH }, timeoutMs: 120_000 };
    const measurements: Record<string, number[]> = {};
    for (const [what, [code, before = ""]] of Object.entries(imports)) {
        const script = `${before}; const began = performance.now(); ${code}; console.log(performance.now() - began); process.exit()`;
        const milliseconds: number[] = [];
        while (milliseconds.length < 5)
            milliseconds.push(Number(await succeed(process.execPath, ["-e", script], options)));
        measurements[what] = milliseconds;
    }
    return measurements;
}
