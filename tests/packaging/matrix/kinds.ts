import path from "node:path";
import { build } from "esbuild";
import { json } from "../../../tools/engine/projectFolder";
import type { ProgramKind } from "./matrixEntries";

/** What `createProject` takes of a kind of program. */
interface Files {
    readonly files: Readonly<Record<string, string>>;
    readonly manifest?: Readonly<Record<string, unknown>>;
}

const imports = `
import * as pulumi from "@pulumi/pulumi";
import { VisualizationJob } from "pulumi-modelarts";
`;
const requires = `
const pulumi = require("@pulumi/pulumi");
const { VisualizationJob } = require("pulumi-modelarts");
`;
const board = (type = ""): string => `
const state = new pulumi.Config().require${type}("state");
const board = new VisualizationJob("board", { trainUrl: "obs://experiments/resnet/logs", autoStopHours: 4, state });
`;
const typedSource = imports + board(`<"running" | "stopped">`);
const exportLines = `export const { visualizationId, status } = board;\nexport const node = process.version;\n`;

const plain = { runtime: { name: "nodejs", options: { typescript: false } } };
const throughTsx = { runtime: { name: "nodejs", options: { typescript: false, nodeargs: "--import tsx" } } };

const manifest = (fields: object): string => json({ private: true, ...fields });

/** One program in all its forms: a job whose state is configured. The output `node` is the version that ran it. */
export const kinds: Readonly<Record<ProgramKind, Files>> = {
    typescript: { files: { "index.ts": typedSource + exportLines } },
    commonJs: {
        files: {
            "package.json": manifest({ main: "index.js" }),
            "index.js": `${requires}${board()}
const { visualizationId, status } = board;
module.exports = { visualizationId, status, node: process.version };
`,
        },
        manifest: plain,
    },
    esModules: {
        files: {
            "package.json": manifest({ type: "module", main: "index.js" }),
            "index.js": imports + board() + exportLines,
        },
        manifest: plain,
    },
    tsx: {
        files: {
            "package.json": manifest({ type: "module", main: "index.ts" }),
            "index.ts": typedSource + exportLines,
        },
        manifest: throughTsx,
    },
    bundle: {
        files: { "package.json": manifest({ main: "bundle.js" }), "index.ts": typedSource + exportLines },
        manifest: plain,
    },
};

/** Makes one file with this package in it. Pulumi itself cannot be bundled: the engine runs its files. */
export async function bundle(folder: string): Promise<void> {
    await build({
        entryPoints: [path.join(folder, "index.ts")],
        outfile: path.join(folder, "bundle.js"),
        bundle: true,
        platform: "node",
        target: "node20",
        external: ["@pulumi/pulumi"],
        logLevel: "error",
    });
}
