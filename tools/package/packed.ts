import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createOnce, hashOf } from "../engine/createOnce";
import { npm } from "./npm";
import { readVersion, root } from "../repository";

/** Contains the package as `npm pack` makes it for users. */
export interface PackedPackage {
    /** `npm install` installs this file. */
    readonly tarball: string;
    /** This `node_modules` has the package and everything else that the program of an example needs. */
    readonly modules: string;
}

const top = path.join(tmpdir(), "pulumi-modelarts-packed");
const maxAgeMs = 2 * 60 * 60 * 1000;

/** A program needs these packages too, in the versions of this repository. */
const companionPackages = ["@pulumi/pulumi", "ts-node", "typescript"].map(
    (name) => `${name}@${readVersion(path.join(root, "node_modules", name))}`,
);

let packedPackage: Promise<PackedPackage> | undefined;

/** Installs the tarball once for each state of the package, also if several processes call it. */
export function packPackage(): Promise<PackedPackage> {
    return (packedPackage ??= installTarball());
}

async function installTarball(): Promise<PackedPackage> {
    const { filename, shasum } = await packTarball("--dry-run");
    const parts = [shasum, ...companionPackages, process.version];
    const folder = path.join(top, hashOf(parts.join()));
    await removeOld();
    await createOnce(folder, 240_000, async (partial) => {
        await packTarball("--pack-destination", partial);
        await writeFile(path.join(partial, "package.json"), '{ "private": true }\n');
        await npm(partial, "install", "--ignore-scripts", `./${filename}`, ...companionPackages);
    });
    return { tarball: path.join(folder, filename), modules: path.join(folder, "node_modules") };
}

interface Tarball {
    readonly filename: string;
    readonly shasum: string;
    readonly files: readonly { readonly path: string }[];
}

/** Runs `npm pack`. It packs `provider/dist` without compiling it. */
export async function packTarball(...flags: readonly string[]): Promise<Tarball> {
    const args = ["--workspace", "pulumi-modelarts", "--ignore-scripts", "--json", ...flags];
    const [tarball] = JSON.parse((await npm(root, "pack", ...args)).stdout) as [Tarball];
    return tarball;
}

async function removeOld(): Promise<void> {
    await mkdir(top, { recursive: true });
    for (const name of await readdir(top)) {
        const file = path.join(top, name);
        const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
        if (Date.now() - mtimeMs > maxAgeMs) await rm(file, { recursive: true, force: true });
    }
}
