import { existsSync, readFileSync } from "fs";
import path from "path";

function packagesOf(file) {
    try {
        return JSON.parse(readFileSync(file, "utf8")).packages || {};
    } catch (error) {
        if (existsSync(file) && !(error instanceof SyntaxError)) throw error;
        return undefined;
    }
}

/** The lock file's own record of a package that need not be there: another platform's binary, or nobody's peer. */
function mayBeMissing(entry) {
    return entry.optional === true || entry.devOptional === true || entry.peer === true;
}

/**
 * Whether node_modules holds what package-lock.json asks for.
 * npm writes node_modules/.package-lock.json as the last thing of an installation, and `npm ci` begins by removing
 * node_modules: after an interruption the file is missing. An installation made by hand (`npm install`) counts as well.
 */
export function packagesAreInstalled(root) {
    const wanted = packagesOf(path.join(root, "package-lock.json"));
    const installed = packagesOf(path.join(root, "node_modules", ".package-lock.json"));
    if (!wanted || !installed) return false;
    return Object.entries(wanted).every(([name, entry]) => {
        if (!name.startsWith("node_modules/") && !name.includes("/node_modules/")) return true;
        const found = installed[name];
        if (!found) return mayBeMissing(entry);
        return (
            found.version === entry.version &&
            found.integrity === entry.integrity &&
            found.link === entry.link
        );
    });
}
