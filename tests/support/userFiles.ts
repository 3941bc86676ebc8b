import type { UserFiles } from "../../provider/src/modelarts/config/userFiles";

/** The files of a user, by path, in memory. The working folder is `/program`. */
export function userFilesOf(
    texts: Readonly<Record<string, string>>,
    openFiles: readonly string[] = [],
): UserFiles & { readonly readPaths: readonly string[] } {
    const readPaths: string[] = [];
    return {
        folder: "/program",
        readPaths,
        read(file) {
            const text = texts[file];
            if (text === undefined) return undefined;
            readPaths.push(file);
            return { text, isOpenToOthers: openFiles.includes(file) };
        },
    };
}
