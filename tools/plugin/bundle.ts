import { readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { root } from "../repository";

export interface Bundle {
    readonly code: string;
    /** The bundle has parts of the packages in these folders. */
    readonly packages: readonly string[];
}

/** Puts the plugin with all that it loads, and with its schema, into one file. `version` is what the plugin reports. */
export async function bundlePlugin(version: string): Promise<Bundle> {
    const { outputFiles, metafile } = await build({
        stdin: {
            contents: `require("./server").servePlugin(process.argv.slice(2));`,
            resolveDir: path.join(root, "provider", "src", "engine", "plugin"),
        },
        absWorkingDir: root,
        bundle: true,
        platform: "node",
        target: "node20",
        minifyWhitespace: true,
        minifySyntax: true,
        legalComments: "none",
        metafile: true,
        write: false,
        plugins: [
            {
                name: "modules found at run time",
                setup: (builder) => {
                    builder.onLoad({ filter: /[\\/]engine[\\/]pulumiProtobuf\.ts$/ }, loadProtocol);
                    builder.onLoad({ filter: /[\\/]provider[\\/]package\.json$/ }, () => ({
                        contents: JSON.stringify({ version }),
                        loader: "json",
                    }));
                },
            },
        ],
        logLevel: "warning",
        logOverride: { "require-resolve-not-external": "silent" },
    });
    const [code, output] = [outputFiles[0]?.text ?? "", Object.values(metafile.outputs)[0]];
    const folders = Object.keys(output?.inputs ?? {}).flatMap((file) => {
        const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
        return folder === undefined ? [] : [path.join(root, folder)];
    });
    return { code, packages: [...new Set(folders)].sort() };
}

/** Rewrites the module that loads Pulumi's protocol at run time, so that a bundler finds its modules. */
async function loadProtocol({ path: file }: { path: string }) {
    const text = await readFile(file, "utf8");
    const contents = text.replaceAll("=> fromPulumi(", "=> require(");
    if (contents === text) throw new Error(`${file} has no call of fromPulumi that a bundle could replace.`);
    const resolveDir = path.dirname(require.resolve("@pulumi/pulumi"));
    return { contents, loader: "ts", resolveDir } as const;
}
