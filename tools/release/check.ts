import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { documents } from "../docs/markdown";
import { root } from "../repository";
import { packTarball } from "../package/packed";
import { contentsFaults } from "./contents";
import { licenceFaults, licencesDocument, readLicences } from "./licences";
import { agreementFaults, lockFileFaults, readLockFile } from "./lockFile";
import { entryFaults } from "./tools";
import { type Manifest, readProjects, versionFaults } from "./versions";

const text = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** Returns the faults of the package, packed into the empty `folder`. `write` replaces the page of licences. */
export async function check(folder: string, { write }: { write: boolean }): Promise<string[]> {
    const { filename, files } = await packTarball("--pack-destination", folder);
    const manifest = JSON.parse(text("provider/package.json")) as Manifest;
    const lock = readLockFile(root);
    const projects = readProjects(root);
    // Templates are no part of the workspace.
    const workspaces = ["provider", ...Object.keys(projects).filter((name) => name.startsWith("examples/"))];
    const licences = await readLicences(root);
    const page = licencesDocument(licences);
    if (write) writeFileSync(path.join(root, "docs", "licences.md"), page);
    return [
        ...contentsFaults(
            manifest,
            new Map(files.map((file) => [file.path, text(`provider/${file.path}`)])),
            sources(),
        ),
        ...versionFaults({
            manifest,
            changelog: text("CHANGELOG.md"),
            projects,
            documents: Object.fromEntries(documents().map((name) => [name, text(name)])),
        }),
        ...lockFileFaults(lock),
        ...(await agreementFaults(root, workspaces, path.join(folder, "locked"))),
        ...(await entryFaults(root, path.join(folder, filename))),
        ...licenceFaults(licences),
        ...(text("docs/licences.md") === page
            ? []
            : ["docs/licences.md is not what is shipped: run npm run release:check -- --write."]),
    ];
}

/** Returns the files to compile, without their endings. */
function sources(): string[] {
    return readdirSync(path.join(root, "provider", "src"), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => name.replaceAll(path.sep, "/").replace(/\.ts$/, ""));
}
