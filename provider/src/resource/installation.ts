import { createRequire } from "node:module";
import path from "node:path";
import { RunError } from "@pulumi/pulumi";

interface Manifest {
    readonly dependencies: Readonly<Record<string, string>>;
}

/** Folders that were found to be valid: a program may have thousands of resources, and each is checked once. */
const validFolders = new Set<string>();

/**
 * The engine loads this package by its name, from the program's folder. Ends the program with one sentence where it
 * could not: a copy of the package that is imported by its path would fail in the middle of `pulumi up`.
 */
export function assertInstallation(folder: string): void {
    if (validFolders.has(folder)) return;
    const install =
        `add pulumi-modelarts to the dependencies of the project in ${folder}, also where it comes through another package, ` +
        `install with your package manager, and import from "pulumi-modelarts". In the root of a clone, "npm install" ` +
        `and "npm pack --workspace pulumi-modelarts --pack-destination .." put the package beside the clone`;
    const dynamic = tryResolve(path.join(folder, "program.js"), "pulumi-modelarts/dynamic");
    if (dynamic === undefined)
        throw new RunError(
            `The engine loads pulumi-modelarts by this name, and does not find it in ${folder}: ${install}.`,
        );
    const { dependencies } = createRequire(dynamic)("pulumi-modelarts/package.json") as Manifest;
    const missingNames = Object.keys(dependencies).filter((name) => tryResolve(dynamic, name) === undefined);
    if (missingNames.length > 0)
        throw new RunError(`pulumi-modelarts is there, but not ${missingNames.join(", ")}: ${install}.`);
    validFolders.add(folder);
}

function tryResolve(from: string, name: string): string | undefined {
    try {
        return createRequire(from).resolve(name);
    } catch {
        return undefined;
    }
}
