import { readFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(__dirname, "..");

/** Returns the version of the package, which `provider/package.json` has, in this repository or in a copy of it. */
export function readPackageVersion(folder = root): string {
    return readVersion(path.join(folder, "provider"));
}

/** Returns the version in the `package.json` of a folder. */
export function readVersion(folder: string): string {
    const manifest = readFileSync(path.join(folder, "package.json"), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
}
