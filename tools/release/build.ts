import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readPackageVersion, root } from "../repository";
import { npm } from "../package/npm";
import { notesOf, withLinks } from "./changelog";
import { check } from "./check";
import { readHome } from "./home";
import { buildParts, type Parts } from "./parts";
import { writePublication } from "./publication";
import { writeSboms } from "./sboms";

const text = (file: string) => readFile(path.join(root, file), "utf8");

/** Makes in an empty folder everything that is to be uploaded of this repository. Returns what is wrong with it. */
export async function build(folder: string, parts: Parts): Promise<string[]> {
    const temporary = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-build-"));
    try {
        const version = readPackageVersion();
        const [forNpm, forGitHub] = ["npm", "github"].map((name) => path.join(folder, name)) as [
            string,
            string,
        ];
        for (const name of [forNpm, forGitHub]) await mkdir(name);
        console.log("Packing the package ...");
        await npm(root, "pack", "--workspace", "pulumi-modelarts", "--pack-destination", forNpm);
        const faults = await check(temporary, { write: false });
        await buildParts(folder, version, parts);
        console.log("Listing what comes with package and plugin ...");
        faults.push(...(await writeSboms(root, version, temporary, forGitHub)));
        const [notes, home] = [notesOf(await text("CHANGELOG.md"), version), readHome()];
        const linkedNotes = home === undefined ? notes : withLinks(notes, home, version);
        await writeFile(path.join(folder, "notes.md"), `${linkedNotes}\n`);
        writePublication(folder, version);
        return faults;
    } finally {
        await rm(temporary, { recursive: true, force: true });
    }
}
