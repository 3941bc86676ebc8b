import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../docs/markdown";
import { npm } from "../package/npm";
import { notesOf, withLinks } from "./changelog";
import { check } from "./check";
import { readHome } from "./home";
import { readLicences } from "./licences";
import { writePublication } from "./publication";
import { makeSbom, sbomFaults } from "./sbom";

const text = (file: string) => readFile(path.join(root, file), "utf8");

/**
 * Makes everything that is to be uploaded of the repository that this file belongs to, in an empty folder. Gives what
 * is wrong with it.
 */
export async function build(folder: string): Promise<string[]> {
    const temporary = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-build-"));
    try {
        const { version } = JSON.parse(await text("provider/package.json")) as { version: string };
        const [forNpm, forGitHub] = ["npm", "github"].map((name) => path.join(folder, name)) as [
            string,
            string,
        ];
        for (const name of [forNpm, forGitHub]) await mkdir(name);
        console.log("Packing the package ...");
        await npm(root, "pack", "--workspace", "pulumi-modelarts", "--pack-destination", forNpm);
        const faults = await check(temporary, { write: false });
        console.log("Listing what comes with it ...");
        const sbom = await makeSbom(root, temporary);
        faults.push(...sbomFaults(sbom, [...(await readLicences(root)).keys()]));
        await writeFile(
            path.join(forGitHub, `pulumi-modelarts-${version}.cdx.json`),
            `${JSON.stringify(sbom, null, 2)}\n`,
        );
        const [notes, home] = [notesOf(await text("CHANGELOG.md"), version), readHome(root)];
        const linked = home === undefined ? notes : withLinks(notes, home, version);
        await writeFile(path.join(folder, "notes.md"), `${linked}\n`);
        writePublication(folder, version);
        return faults;
    } finally {
        await rm(temporary, { recursive: true, force: true });
    }
}
