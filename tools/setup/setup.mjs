/**
 * Makes a fresh clone ready: installs the packages of package-lock.json and compiles the provider.
 * Every npm script begins with it, so it is silent and quick when there is nothing to do. It writes to stderr, because
 * stdout belongs to the command that follows.
 */
import { spawnSync } from "child_process";
import { readFileSync } from "fs";
import path from "path";
import { fileURLToPath } from "url";
import { packagesAreInstalled } from "./lockfile.mjs";
import { isInRange } from "./node.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

function fail(message, code = 1) {
    console.error(message);
    process.exit(code);
}

function run(command, args, message) {
    const windows = process.platform === "win32";
    const { status, signal, error } = spawnSync(command, args, {
        cwd: root,
        stdio: ["ignore", 2, 2],
        shell: windows && command === "npm",
    });
    if (signal) fail(`Stopped by ${signal}. The next command starts this step again.`, 130);
    if (error) fail(`${message} (${error.message})`);
    if (status !== 0) fail(message);
}

const range = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).engines.node;
if (!isInRange(process.versions.node, range)) {
    fail(
        `This project needs Node.js ${range}, and this is ${process.version}. ` +
            "Install one of these from https://nodejs.org, then run the command again.",
    );
}

if (!packagesAreInstalled(root)) {
    console.error("Installing the packages of package-lock.json with npm ci (once, about half a minute) ...");
    const npm = process.env.npm_execpath;
    const [command, args] = npm && npm.endsWith("npm-cli.js") ? [process.execPath, [npm]] : ["npm", []];
    run(
        command,
        [...args, "ci", "--no-audit", "--no-fund", "--include=dev"],
        "npm ci did not succeed; its own message is above. It needs the npm registry: " +
            "check the network, and `registry` and `proxy` of your npm configuration, then run the command again.",
    );
}

run(
    process.execPath,
    [path.join(root, "node_modules", "typescript", "bin", "tsc"), "--build", "provider"],
    "The package in provider/ does not compile; the compiler's messages are above. Correct them, then run the command again.",
);
