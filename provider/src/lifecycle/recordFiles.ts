import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The files of pending create records. Each method throws an error of the file system. */
export interface RecordFiles {
    /** `modifiedAt`: milliseconds since 1970. */
    read(file: string): { readonly text: string; readonly modifiedAt: number };
    /** Replaces the whole file, or leaves it as it is. */
    write(file: string, text: string): void;
    touch(file: string, modifiedAt: number): void;
    /** A file that does not exist is no error. */
    remove(file: string): void;
}

export const diskFiles: RecordFiles = {
    read: (file) => ({ text: readFileSync(file, "utf8"), modifiedAt: statSync(file).mtimeMs }),
    write(file, text) {
        mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(`${file}.new`, text, { mode: 0o600 });
        renameSync(`${file}.new`, file);
    },
    touch(file, modifiedAt) {
        const time = new Date(modifiedAt);
        utimesSync(file, time, time);
    },
    remove(file) {
        rmSync(file, { force: true });
    },
};
