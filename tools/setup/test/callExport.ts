import { execFile } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** Calls an export of a module of the set-up in Node.js, since nothing translates modules before the set-up. */
export async function callExport(file: string, name: string, ...args: readonly string[]): Promise<unknown> {
    const code = `import(process.argv[1]).then((m) => console.log(m[process.argv[2]](...process.argv.slice(3))))`;
    const url = pathToFileURL(path.resolve(__dirname, "..", file)).href;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", code, url, name, ...args], {
        timeout: 20_000,
    });
    return JSON.parse(stdout);
}
