import type { UserFiles } from "../../provider/src/modelarts/config/userFiles";

/** Makes a path the same on all systems: on Windows `/home/me` is `C:\\home\\me` or `\\home\\me`. */
export function toPortablePath(text: string): string {
    return text.replace(/\b[A-Z]:(?=\\)/gi, "").replaceAll("\\", "/");
}

/** Keeps the files of a user, by path, in memory. The working folder is `/program`. */
export function userFilesOf(
    texts: Readonly<Record<string, string>>,
    openFiles: readonly string[] = [],
): UserFiles & { readonly readPaths: readonly string[] } {
    const readPaths: string[] = [];
    return {
        folder: "/program",
        readPaths,
        read(file) {
            const portable = toPortablePath(file);
            const text = texts[portable];
            if (text === undefined) return undefined;
            readPaths.push(portable);
            return { text, isOpenToOthers: openFiles.includes(portable) };
        },
    };
}
