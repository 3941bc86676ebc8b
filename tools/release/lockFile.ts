import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { tryNpm } from "../package/npm";

export interface LockFile {
    readonly packages: Readonly<Record<string, LockedPackage>>;
}

type LockedPackage = Partial<
    Record<"version" | "integrity" | "resolved", string> &
        Record<"link" | "hasInstallScript", boolean> &
        Record<"dependencies" | "engines", Readonly<Record<string, string>>>
>;

export function readLockFile(root: string): LockFile {
    return JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as LockFile;
}

/** Finds packages without a hash, and those with an address, since every registry has to be usable. */
export function lockFileFaults({ packages }: LockFile): string[] {
    return Object.entries(packages)
        .filter(([place, { link }]) => /(^|\/)node_modules\//.test(place) && link !== true)
        .filter(
            ([, { integrity, resolved }]) =>
                integrity?.startsWith("sha512-") !== true || resolved !== undefined,
        )
        .map(([place]) => `package-lock.json has no SHA-512 of ${place}, or says where it came from.`);
}

/**
 * Checks that a lock file has just what the manifests ask for. npm itself says so, as before an installation. It sends
 * no request and installs nothing. `workspaces` are folders with a package.json; `folder` gets copies.
 */
export async function agreementFaults(
    root: string,
    workspaces: readonly string[],
    folder: string,
): Promise<string[]> {
    const manifests = ["", ...workspaces].map((place) => path.join(place, "package.json"));
    for (const file of ["package-lock.json", ...manifests])
        cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
    const { code, stderr } = await tryNpm(folder, "ci", "--dry-run", "--offline", "--ignore-scripts");
    if (code === 0) return [];
    return [`package-lock.json is not what is asked for: run npm install. ${stderr.trim()}`];
}
