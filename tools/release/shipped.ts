import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npm } from "../package/npm";

export interface Manifest {
    readonly name?: string;
    readonly version?: string;
    readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
    readonly bin?: Readonly<Record<string, string>>;
    readonly scripts?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The package as it would be published. */
export interface Shipped {
    /** The file that `npm publish` would send. */
    readonly tarball: string;
    readonly manifest: Manifest;
    /** Every file of it with its text, by its path in the package. */
    readonly files: ReadonlyMap<string, string>;
}

export interface LockFile {
    readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
    readonly version?: string;
    readonly integrity?: string;
    readonly resolved?: string;
    readonly link?: boolean;
}

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/** Packs what is compiled, and installs the file into an empty folder, with the dependencies of the lock file. */
export async function ship(root: string, folder: string): Promise<Shipped> {
    const pack = ["pack", "--workspace", "pulumi-modelarts", "--ignore-scripts", "--json"];
    const { stdout } = await npm(root, ...pack, "--pack-destination", folder);
    const [packed] = JSON.parse(stdout) as [{ filename: string }];
    const user = { private: true, dependencies: { "pulumi-modelarts": `file:${packed.filename}` } };
    const { packages } = readJson(path.join(root, "package-lock.json")) as LockFile;
    const locked = Object.entries(packages).filter(
        ([name, { link }]) => name.startsWith("node_modules/") && link !== true,
    );
    const lock = { lockfileVersion: 3, packages: { "": user, ...Object.fromEntries(locked) } };
    writeFileSync(path.join(folder, "package.json"), JSON.stringify(user));
    writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify(lock));
    const flags = ["--omit=peer", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    await npm(folder, "install", ...flags);
    const installed = path.join(folder, "node_modules", "pulumi-modelarts");
    return {
        tarball: path.join(folder, packed.filename),
        manifest: readJson(path.join(installed, "package.json")) as Manifest,
        files: new Map(
            filesBelow(installed, "").map((name) => [name, readFileSync(path.join(installed, name), "utf8")]),
        ),
    };
}

/** With `/` between folders, in the order of the alphabet. */
export function filesBelow(top: string, inner: string): string[] {
    return readdirSync(path.join(top, inner), { withFileTypes: true })
        .flatMap((entry) => {
            const name = path.posix.join(inner, entry.name);
            return entry.isDirectory() ? filesBelow(top, name) : [name];
        })
        .sort();
}
