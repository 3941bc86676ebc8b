import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

export function executable(name: string): string {
    return process.platform === "win32" ? `${name}.exe` : name;
}

/** Returns the first executable of that name in the folders. */
export function findExecutable(name: string, folders: readonly string[]): string | undefined {
    return folders
        .map((folder) => path.join(folder, name))
        .find((file) => {
            try {
                accessSync(file, constants.X_OK);
                return statSync(file).isFile();
            } catch {
                return false;
            }
        });
}
