import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { runOnce } from "./lock";
import { npm } from "./npm";

/** The package as `npm pack` makes it for users. */
export interface PackedPackage {
    /** The file that `npm install` takes. */
    readonly tarball: string;
    /** A `node_modules` with the package and everything else that the program of an example needs. */
    readonly modules: string;
}

const root = path.resolve(__dirname, "..", "..");
const top = path.join(tmpdir(), "pulumi-modelarts-packed");
const maxAgeMs = 2 * 60 * 60 * 1000;

interface Manifest {
    readonly version: string;
    readonly files: readonly string[];
}

const manifestOf = (folder: string): Manifest =>
    JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8")) as Manifest;

/** The other packages of a program, in the versions of this repository. */
const companionPackages = ["@pulumi/pulumi", "ts-node", "typescript"].map(
    (name) => `${name}@${manifestOf(`node_modules/${name}`).version}`,
);

let packedPackage: Promise<PackedPackage> | undefined;

/**
 * Runs `npm pack` and `npm install` once for each state of the package, also where several processes call it. It packs
 * `provider/dist` without compiling it.
 */
export function packPackage(): Promise<PackedPackage> {
    return (packedPackage ??= prepare());
}

async function prepare(): Promise<PackedPackage> {
    const folder = path.join(top, fingerprint());
    await mkdir(top, { recursive: true });
    await removeOld();
    await runOnce(
        `${folder}.lock`,
        () => existsSync(folder),
        () => fill(folder),
    );
    return { tarball: path.join(folder, tarballName()), modules: path.join(folder, "node_modules") };
}

/** The folder gets its name when it is complete. */
async function fill(folder: string): Promise<void> {
    const partial = `${folder}.${process.pid}.partial`;
    try {
        await mkdir(partial, { recursive: true });
        await npm(root, "pack", "--workspace", "pulumi-modelarts", "--pack-destination", partial);
        await writeFile(path.join(partial, "package.json"), '{ "private": true }\n');
        await npm(partial, "install", "--ignore-scripts", `./${tarballName()}`, ...companionPackages);
        await rename(partial, folder).catch((error: unknown) => {
            if (!existsSync(folder)) throw error;
        });
    } finally {
        await rm(partial, { recursive: true, force: true });
    }
}

async function removeOld(): Promise<void> {
    for (const name of await readdir(top)) {
        const file = path.join(top, name);
        const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
        if (Date.now() - mtimeMs > maxAgeMs) await rm(file, { recursive: true, force: true });
    }
}

function tarballName(): string {
    return `pulumi-modelarts-${manifestOf("provider").version}.tgz`;
}

/** A hash of everything that goes into the tarball or is installed beside it. */
function fingerprint(): string {
    const hash = createHash("sha256").update([...companionPackages, process.version].join());
    const packedNames = manifestOf("provider").files.filter((name) => !name.startsWith("!"));
    for (const file of ["package.json", ...packedNames].flatMap(listFiles).sort())
        hash.update(`\0${file}\0`).update(readFileSync(path.join(root, "provider", file)));
    return hash.digest("hex").slice(0, 16);
}

function listFiles(name: string): string[] {
    const file = path.join(root, "provider", name);
    if (!existsSync(file)) throw new Error(`There is no provider/${name} to pack. Run npm run build.`);
    if (!statSync(file).isDirectory()) return [name];
    return readdirSync(file).flatMap((inner) => listFiles(path.join(name, inner)));
}
