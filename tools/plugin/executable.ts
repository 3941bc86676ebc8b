/*
 * Makes an executable of a script and Node.js, as Node.js' documentation describes it:
 * https://nodejs.org/docs/latest-v20.x/api/single-executable-applications.html
 */
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { succeed } from "../engine/childProcess";
import { type Platform, readPlatform } from "./platform";

/** Node.js replaces the digit after this text when it has a script in it. */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

const limit = { timeoutMs: 120_000 };

export interface NodeBinary {
    readonly file: string;
    readonly binary: Buffer;
    readonly platform: Platform;
    /** Says whether its programs run here. If not, it has the version of the Node.js that runs this. */
    readonly isNative: boolean;
}

/** @throws Error where an executable cannot be made of this Node.js here. */
export async function readNode(file: string): Promise<NodeBinary> {
    const binary = await readFile(file);
    const platform = readPlatform(binary);
    const reject = (reason: string, advice: string): never => {
        throw new Error(`No executable can be made of ${file}: ${reason}. ${advice}`);
    };
    if (platform === undefined)
        return reject(
            "it is no program for a platform that Pulumi has",
            "Name that of a Node.js with --node.",
        );
    const ownPlatform = readPlatform(await readFile(process.execPath));
    const isNative = ownPlatform?.os === platform.os && ownPlatform.arch === platform.arch;
    if (!binary.includes(fuse))
        return reject(
            `it has no fuse ${fuse}, which some builds of Node.js have in a library beside it, or not at all`,
            "Download an archive from https://nodejs.org, extract it, and name its executable with --node.",
        );
    if (platform.os === "darwin" && process.platform !== "darwin")
        return reject(
            "macOS starts signed programs only, and codesign is part of macOS",
            "Do this on macOS.",
        );
    if (!isNative && !binary.includes(process.version))
        return reject(
            `for another platform it must be of the version that does this, ${process.version}`,
            "Use the same version for both.",
        );
    return { file, binary, platform, isNative };
}

/** Writes the executable `target`, which runs `script` and has its own Node.js. */
export async function makeExecutable(node: NodeBinary, script: string, target: string): Promise<void> {
    const work = await mkdtemp(`${target}-`);
    try {
        const config = {
            main: path.join(work, "plugin.cjs"),
            output: path.join(work, "plugin.blob"),
            disableExperimentalSEAWarning: true,
            // Compiled code of one platform does not run on another one.
            useCodeCache: node.isNative,
        };
        await writeFile(config.main, script);
        await writeFile(path.join(work, "sea.json"), JSON.stringify(config));
        const generator = node.isNative ? node.file : process.execPath;
        await succeed(generator, ["--experimental-sea-config", path.join(work, "sea.json")], limit);
        await writeFile(target, node.binary);
        await chmod(target, 0o755);
        const isMac = node.platform.os === "darwin";
        if (isMac) await succeed("codesign", ["--remove-signature", target], limit);
        const injection = [target, "NODE_SEA_BLOB", config.output, "--sentinel-fuse", fuse];
        const segment = isMac ? ["--macho-segment-name", "NODE_SEA"] : [];
        const postject = require.resolve("postject/dist/cli.js");
        await succeed(process.execPath, [postject, ...injection, ...segment], limit);
        // The signature of Windows may stay: it is no longer valid, but Windows starts the program nevertheless.
        if (isMac) await succeed("codesign", ["--sign", "-", target], limit);
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}
