import type { Log } from "../engine/engine";
import { runScript } from "./script";
import { type Spread, spread } from "./statistics";

export interface Import {
    readonly what: string;
    readonly milliseconds: Spread | undefined;
}

/** What is loaded, and what has been loaded before by those who load it. */
const cases: readonly { readonly what: string; readonly before: string; readonly load: string }[] = [
    { what: "@pulumi/pulumi alone", before: "", load: `require("@pulumi/pulumi")` },
    {
        what: "pulumi-modelarts, in a program that has Pulumi",
        before: `require("@pulumi/pulumi")`,
        load: `require("pulumi-modelarts")`,
    },
    {
        what: "pulumi-modelarts/dynamic, in the provider's process",
        before: `require("@pulumi/pulumi")`,
        load: `require("pulumi-modelarts/dynamic").provider`,
    },
    {
        what: "the plugin, until it listens",
        before: "",
        load: `require("./provider/dist/grpc/server.js").servePlugin([])`,
    },
    {
        what: "pulumi-modelarts/client, in a script without Pulumi",
        before: "",
        load: `require("pulumi-modelarts/client")`,
    },
    {
        what: "the same, with a client made",
        before: "",
        load:
            `require("pulumi-modelarts/client").connect({ region: "eu-de", projectId: "0", ` +
            `accessKey: "EXAMPLE", secretKey: "EXAMPLE" })`,
    },
];

/** Each in a new process, so many times. */
export async function measureImports(times: number, say: Log): Promise<Import[]> {
    say("loading the package");
    const measured: Import[] = [];
    for (const { what, before, load } of cases) {
        const text =
            `${before}; const began = performance.now(); ${load}; ` +
            `console.log(JSON.stringify(performance.now() - began)); process.exit()`;
        const milliseconds: number[] = [];
        for (let time = 0; time < times; time++) milliseconds.push(await runScript<number>(text));
        measured.push({ what, milliseconds: spread(milliseconds) });
    }
    return measured;
}
