import { execFile } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const script = path.resolve(__dirname, "..", "node.mjs");

/** Node.js runs it as it is, since the set-up comes before there is anything that could translate modules. */
async function isInRange(version: string, range: string): Promise<unknown> {
    const code = `import(process.argv[1]).then((m) => console.log(m.isInRange(...process.argv.slice(2))))`;
    const args = ["-e", code, pathToFileURL(script).href, version, range];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
    return JSON.parse(stdout);
}

test.each([
    ["18.20.8", false],
    ["20.18.3", false],
    ["20.19.0", true],
    ["21.7.3", false],
    ["22.12.0", false],
    ["22.13.1", true],
    ["24.0.0", true],
])("Node.js %s is in the range of the tools: %s", async (version, isIn) => {
    expect(await isInRange(version, "^20.19.0 || >=22.13.0")).toBe(isIn);
});
