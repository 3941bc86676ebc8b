import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Environment } from "./sources";

export interface UserFile {
    readonly text: string;
    /**
     * Whether the rights of the file let other users of the machine read or write it. On Windows, where this is not
     * known, it is `false`.
     */
    readonly isOpenToOthers: boolean;
}

/** The files of the user that may hold credentials. */
export interface UserFiles {
    /** The working folder, which is that of the program. */
    readonly folder: string;
    /** Returns `undefined` where there is no such file. Throws any other error of the file system. */
    read(file: string): UserFile | undefined;
}

export const diskUserFiles: UserFiles = {
    get folder() {
        return process.cwd();
    },
    read(file) {
        try {
            const isOpenToOthers = process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0;
            return { text: readFileSync(file, "utf8"), isOpenToOthers };
        } catch (error) {
            const { code = "" } = error as NodeJS.ErrnoException;
            if (["ENOENT", "ENOTDIR"].includes(code)) return undefined;
            throw error;
        }
    },
};

export const noUserFiles: UserFiles = { folder: "/", read: () => undefined };

/** Returns a path below the home of the user, or `undefined` where the environment names no home. */
export function inHome(environment: Environment, ...names: readonly string[]): string | undefined {
    const home = [environment["HOME"], environment["USERPROFILE"]].find((value) => (value ?? "") !== "");
    return home === undefined ? undefined : path.join(home, ...names);
}

/** Returns the path with the home of the user in place of `~`, below the working folder where it is relative. */
export function resolvePath(file: string, environment: Environment, { folder }: UserFiles): string {
    const homePath = /^~[/\\]/.test(file) ? inHome(environment, file.slice(2)) : undefined;
    return path.resolve(folder, homePath ?? file);
}

/** Returns a warning for the user. */
export function describeOpenFile(file: string): string {
    return `Other users of this machine can read or change ${file}, which holds a secret: run \`chmod 600 ${file}\`.`;
}
