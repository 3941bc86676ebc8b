import { copyFile, mkdir, mkdtemp, realpath, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { succeed } from "../engine/childProcess";
import { bundlePlugin } from "./bundle";
import { root } from "../repository";
import { makeExecutable, readNode } from "./executable";
import { readNodeLicence, readPackageLicences } from "./licences";
import { archiveName, executableName } from "./platform";
import { tryPlugin } from "./startPlugin";

export interface PluginOptions {
    /** The plugin reports this version, and the name of the archive contains it. */
    readonly version: string;
    /** The archive is written into this folder, which is created if needed. */
    readonly folder: string;
    /** The executable is made of this Node.js, and for its platform. @defaultValue the Node.js that runs this */
    readonly node?: string;
}

/**
 * Makes the archive that `pulumi plugin install` takes: the plugin as an executable that needs no Node.js, with the
 * licences of all that is in it. Starts the executable once if this machine can run it. Returns the archive's path, and
 * whether that was so.
 *
 * @throws Error where the Node.js cannot become an executable, where it has no licence beside it, where one of the
 * bundled packages has none, and where the executable does not start.
 */
export async function buildPlugin(options: PluginOptions): Promise<{ archive: string; isNative: boolean }> {
    const { version, folder } = options;
    const node = await readNode(await realpath(options.node ?? process.execPath));
    await mkdir(folder, { recursive: true });
    const work = await mkdtemp(path.join(folder, ".plugin-"));
    try {
        const { code, packages } = await bundlePlugin(version);
        const nodes = node.isNative ? [node.file] : [node.file, process.execPath];
        const texts = {
            "LICENSES-packages.txt": await readPackageLicences(packages),
            "LICENSE-Node.js.txt": await readNodeLicence(nodes),
        };
        const executable = executableName(node.platform);
        await makeExecutable(node, code, path.join(work, executable));
        if (node.isNative) await tryPlugin(path.join(work, executable));
        await copyFile(path.join(root, "LICENSE"), path.join(work, "LICENSE"));
        for (const [name, text] of Object.entries(texts)) await writeFile(path.join(work, name), text);
        const name = archiveName(version, node.platform);
        // The names have no folder, since the tar of some systems takes the colon of a drive for that of a server.
        const args = ["-czf", name, executable, "LICENSE", ...Object.keys(texts)];
        // Without the variable the tar of macOS adds a file `._NAME` for each file that has extended attributes.
        const env = { ...process.env, COPYFILE_DISABLE: "1" };
        await succeed("tar", args, { cwd: work, env, timeoutMs: 120_000 });
        const archive = path.join(folder, name);
        await rename(path.join(work, name), archive);
        return { archive, isNative: node.isNative };
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}
