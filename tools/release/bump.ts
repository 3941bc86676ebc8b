import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readPackageVersion } from "../repository";
import { readProjects } from "./versions";

const packageName = "pulumi-modelarts";

/**
 * Writes a version into every file that repeats the one of `provider/package.json`: the lock file, the ranges of
 * examples and templates, and the commands of documents. `documents` are paths from the root.
 */
export function bump(root: string, version: string, documents: readonly string[]): void {
    const old = readPackageVersion(root);
    const edit = (file: string, change: (text: string) => string): void => {
        const text = readFileSync(path.join(root, file), "utf8");
        writeFileSync(path.join(root, file), change(text));
    };
    const range = (text: string): string =>
        text.replaceAll(`"${packageName}": "^${old}"`, `"${packageName}": "^${version}"`);
    edit("provider/package.json", (text) => text.replace(`"version": "${old}"`, `"version": "${version}"`));
    edit("package-lock.json", (text) =>
        range(text).replace(
            `"name": "${packageName}",\n      "version": "${old}"`,
            `"name": "${packageName}",\n      "version": "${version}"`,
        ),
    );
    for (const folder of Object.keys(readProjects(root))) edit(path.join(folder, "package.json"), range);
    const mention = new RegExp(`(?<=${packageName}[@-]v?)${old.replaceAll(".", "\\.")}(?!\\d)`, "g");
    for (const file of documents) edit(file, (text) => text.replace(mention, version));
}
