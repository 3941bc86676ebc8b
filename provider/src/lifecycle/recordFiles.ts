import {
    appendFileSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    statSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import path from "node:path";

/** The files that a provider process keeps below the home of Pulumi. Each method throws an error of the file system. */
export interface RecordFiles {
    /** `modifiedAt` is in milliseconds since 1970. */
    read(file: string): { readonly text: string; readonly modifiedAt: number };
    /** Returns the size of the file, which changes with each `append`. */
    size(file: string): number;
    /** Returns the paths of the files in this folder, in the order of their names. */
    list(folder: string): readonly string[];
    /** Replaces the whole file, or leaves it as it is. */
    write(file: string, text: string): void;
    append(file: string, text: string): void;
    touch(file: string, modifiedAt: number): void;
    /** A file that does not exist is no error. */
    remove(file: string): void;
}

export const diskFiles: RecordFiles = {
    read: (file) => ({ text: readFileSync(file, "utf8"), modifiedAt: statSync(file).mtimeMs }),
    size: (file) => statSync(file).size,
    list: (folder) =>
        readdirSync(folder)
            .sort()
            // A thousand creates list a thousand files each, for which path.join is slow.
            .map((name) => `${folder}${path.sep}${name}`),
    write(file, text) {
        createFolder(file);
        writeFileSync(`${file}.new`, text, { mode: 0o600 });
        renameSync(`${file}.new`, file);
    },
    append(file, text) {
        createFolder(file);
        appendFileSync(file, text, { mode: 0o600 });
    },
    touch(file, modifiedAt) {
        const time = new Date(modifiedAt);
        utimesSync(file, time, time);
    },
    remove(file) {
        rmSync(file, { force: true });
    },
};

function createFolder(file: string): void {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
}
