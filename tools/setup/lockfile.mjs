import { existsSync, readFileSync } from "fs";
import path from "path";

function readPackages(file) {
    try {
        return JSON.parse(readFileSync(file, "utf8")).packages || {};
    } catch (error) {
        if (existsSync(file) && !(error instanceof SyntaxError)) throw error;
        return undefined;
    }
}

/** Returns true for a binary of another platform, and for a peer dependency that no package requires. */
function mayBeMissing(entry) {
    return entry.optional === true || entry.devOptional === true || entry.peer === true;
}

/**
 * Returns whether node_modules has what package-lock.json asks for. npm writes node_modules/.package-lock.json as the
 * last step of an installation, and `npm ci` begins by removing node_modules: after an interruption the file is
 * missing. An installation by `npm install` counts as well.
 */
export function packagesAreInstalled(root) {
    const required = readPackages(path.join(root, "package-lock.json"));
    const installed = readPackages(path.join(root, "node_modules", ".package-lock.json"));
    if (!required || !installed) return false;
    return Object.entries(required).every(([name, entry]) => {
        if (!name.startsWith("node_modules/") && !name.includes("/node_modules/")) return true;
        const actual = installed[name];
        if (!actual) return mayBeMissing(entry);
        return ["version", "integrity", "link"].every((field) => actual[field] === entry[field]);
    });
}
