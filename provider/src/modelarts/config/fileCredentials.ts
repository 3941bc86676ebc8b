import type { ModelArtsError } from "../errors";
import type { PartNames } from "./credentialParts";
import type { SettingName } from "./settingNames";
import { settingError } from "./settingRules";
import type { UserFile, UserFiles } from "./userFiles";

/** What one entry of a file says: the parts of a credential, and settings that count where they are not set elsewhere. */
export interface FileCredentials {
    /** The place of the entry, such as `[basic] in /home/me/.huaweicloud/credentials`. */
    readonly origin: string;
    readonly files: readonly EntryFile[];
    /** The names of the parts in this file. */
    readonly names: PartNames;
    readonly values: Readonly<Record<string, string | undefined>>;
    readonly settings: Partial<Record<SettingName, string | undefined>>;
}

export interface NamedFile extends UserFile {
    readonly path: string;
}

export interface EntryFile extends NamedFile {
    /** What this file says in the entry. A file may write a value in another form than it has, such as with escapes. */
    readonly entryValues: readonly unknown[];
}

/** Reads the first of these files that exists. */
export function readFirst(files: UserFiles, paths: readonly string[]): NamedFile | undefined {
    for (const path of paths) {
        const file = readNamedFile(files, path);
        if (file !== undefined) return file;
    }
    return undefined;
}

/** @throws {settings} where the file exists and cannot be read. */
export function readNamedFile(files: UserFiles, path: string): NamedFile | undefined {
    try {
        const file = files.read(path);
        return file === undefined ? undefined : { ...file, path };
    } catch (error) {
        const { code = "unknown error" } = error as NodeJS.ErrnoException;
        throw settingError(`${path} cannot be read (${code})`, "Let this user read the file, or remove it.");
    }
}

/** The text of the file is never part of the error: it may hold secrets. */
export function formatError({ path }: NamedFile, format: string, line?: number): ModelArtsError {
    const place = line === undefined ? "" : ` (line ${line})`;
    return settingError(`${path} is no valid ${format}${place}`, "Correct the file.");
}
