import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { licenceFaults } from "../release/licences";

/** Node.js has its licence here, seen from its executable: in its archives, those for Windows, and Linux packages. */
const nodeLicencePlaces = [
    "../LICENSE",
    "LICENSE",
    "../share/doc/nodejs/LICENSE",
    "../share/doc/node/LICENSE",
];

/** Reads the licence beside one of the executables. @throws Error where none has it. */
export async function readNodeLicence(nodes: readonly string[]): Promise<string> {
    for (const file of nodes.flatMap((node) =>
        nodeLicencePlaces.map((place) => path.join(node, "..", place)),
    )) {
        const text = await readFile(file, "utf8").catch(() => "");
        if (text.startsWith("Node.js is licensed for use as follows")) return text;
    }
    throw new Error(
        `The licence of Node.js, which the archive must contain, is not beside ${nodes.join(" and ")}. ` +
            "Download an archive from https://nodejs.org, extract it, and name its executable with --node.",
    );
}

interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly license?: unknown;
}

/** Reads the licences of packages. @throws Error if a package has none, or one that is not permissive. */
export async function readPackageLicences(folders: readonly string[]): Promise<string> {
    const texts = folders.map(async (folder) => {
        const manifest = await readFile(path.join(folder, "package.json"), "utf8");
        const { name, version, license } = JSON.parse(manifest) as Manifest;
        const expression = typeof license === "string" ? license : "UNKNOWN";
        // Each part of a package may have its own licence.
        const [fault] = expression
            .replace(/^\((.*)\)$/, "$1")
            .split(" AND ")
            .flatMap((licence) => licenceFaults(new Map([[name, licence]])));
        if (fault !== undefined) throw new Error(fault);
        const licence = await readLicence(folder);
        if (licence === "") throw new Error(`${name} has no text of its licence.`);
        return [`${name} ${version} (${expression})`, licence].join("\n\n");
    });
    return `${(await Promise.all(texts)).join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** Reads the files with a licence, else the last chapter of the README. Returns no text if there is neither. */
async function readLicence(folder: string): Promise<string> {
    const files = await readdir(folder);
    const readAll = (pattern: RegExp): Promise<string[]> =>
        Promise.all(
            files
                .filter((file) => pattern.test(file))
                .map((file) => readFile(path.join(folder, file), "utf8")),
        );
    const licences = await readAll(/^(licen[cs]e|notice|copying)/i);
    if (licences.length > 0) return licences.join("\n\n");
    const [readme = ""] = await readAll(/^readme/i);
    return /^(?:#+ *)?Licen[cs]e\n[^]*Copyright[^]*/im.exec(readme)?.[0] ?? "";
}
