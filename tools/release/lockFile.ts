import { cpSync } from "node:fs";
import path from "node:path";
import { tryNpm } from "../package/npm";
import type { LockFile } from "./shipped";

/** What a lock file says of a package: its hash, and not where it came from, so that every registry will do. */
export function lockFileFaults({ packages }: LockFile): string[] {
    return Object.entries(packages)
        .filter(([place, { link }]) => /(^|\/)node_modules\//.test(place) && link !== true)
        .flatMap(([place, { version, resolved, integrity = "" }]) => [
            ...(version === undefined ? [`package-lock.json has no version of ${place}.`] : []),
            ...(integrity.startsWith("sha512-") ? [] : [`package-lock.json has no SHA-512 of ${place}.`]),
            ...(resolved === undefined
                ? []
                : [`package-lock.json says where ${place} came from: ${resolved}.`]),
        ]);
}

/**
 * Whether a lock file has just what the manifests ask for. It is npm itself that says so, as before an installation; it
 * asks no registry and installs nothing. `workspaces` are folders with a package.json; `folder` gets copies.
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
    return code === 0
        ? []
        : [`package-lock.json is not what is asked for: run npm install. ${stderr.trim()}`];
}
