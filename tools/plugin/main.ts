/** `npm run plugin:build` makes the archive of the plugin for this platform, or for that of another Node.js. */
import path from "node:path";
import { parseArgs } from "node:util";
import { buildPlugin } from "./build";
import { readPackageVersion } from "../repository";
import { runMain } from "../runMain";

const usage = `Usage: npm run plugin:build -- [flag] ...

  --node FILE     the Node.js that the executable is made of (the one that runs this)
  --out FOLDER    where the archive goes (dist)
`;

async function main(args: string[]): Promise<void> {
    const options = { node: { type: "string" }, out: { type: "string", default: "dist" } } as const;
    const { values } = parseArgs({
        args,
        options: { ...options, help: { type: "boolean", default: false } },
    });
    if (values.help) {
        process.stdout.write(usage);
        return;
    }
    const here = process.env.INIT_CWD ?? process.cwd();
    const node = values.node === undefined ? {} : { node: path.resolve(here, values.node) };
    const { archive, isNative } = await buildPlugin({
        version: readPackageVersion(),
        folder: path.resolve(here, values.out),
        ...node,
    });
    if (!isNative)
        console.error("This machine cannot run the executable, so that it has not been tried here.");
    process.stdout.write(`${archive}\n`);
}

runMain(main);
