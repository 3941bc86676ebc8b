import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Returns the files of a folder and of those in it, with `/`, in alphabetical order. */
export function filesIn(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => statSync(path.join(folder, name)).isFile())
        .map((name) => name.replaceAll(path.sep, "/"))
        .sort();
}

/** Returns a line for each file, as `sha256sum --check` reads it where the files have the names of `nameOf`. */
export function checksumLines(
    folder: string,
    files: readonly string[],
    nameOf = (file: string): string => file,
): string {
    return files
        .map((file) => {
            const bytes = readFileSync(path.join(folder, file));
            const hash = createHash("sha256").update(bytes).digest("hex");
            return `${hash}  ${nameOf(file)}\n`;
        })
        .join("");
}
