import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { contentsFaults } from "./contents";
import { licenceFaults, licencesDocument } from "./licences";
import { agreementFaults, lockFileFaults } from "./lockFile";
import { filesBelow, type LockFile, type Manifest, readJson, ship } from "./shipped";
import { attwFaults, licencesOf, publintFaults } from "./tools";
import { versionFaults } from "./versions";

const root = path.resolve(__dirname, "..", "..");
const licencesFile = path.join(root, "docs", "licences.md");
const text = (...names: string[]): string => readFileSync(path.join(root, ...names), "utf8");
const manifestIn = (folder: string): Manifest =>
    readJson(path.join(root, folder, "package.json")) as Manifest;

export interface Report {
    readonly lines: readonly string[];
    readonly faults: readonly string[];
}

/**
 * Checks the package as it would be published. `folder` is an empty one, for what has to be installed. With `write`
 * the page of licences is written again and not compared.
 */
export async function check(folder: string, { write }: { write: boolean }): Promise<Report> {
    const shipped = await ship(root, folder);
    const { manifest, files, tarball } = shipped;
    const sources = filesBelow(path.join(root, "provider", "src"), "")
        .filter((name) => name.endsWith(".ts"))
        .map((name) => name.replace(/\.ts$/, ""));
    const lock = readJson(path.join(root, "package-lock.json")) as LockFile;
    const licences = await licencesOf(folder);
    const page = licencesDocument(licences);
    if (write) writeFileSync(licencesFile, page);
    const faults = [
        ...contentsFaults(shipped, sources),
        ...versionFaults({
            manifest,
            lock,
            changelog: text("CHANGELOG.md"),
            examples: Object.fromEntries(examples().map((name) => [name, manifestIn(name)])),
            documents: Object.fromEntries(documents().map((name) => [name, text(name)])),
        }),
        ...lockFileFaults(lock),
        ...(await agreementFaults(root, ["provider", ...examples()], path.join(folder, "locked"))),
        ...(await publintFaults(tarball)),
        ...(await attwFaults(tarball)),
        ...licenceFaults(licences),
        ...(existsSync(licencesFile) && readFileSync(licencesFile, "utf8") === page
            ? []
            : ["docs/licences.md is not what is shipped: run npm run release:check -- --write."]),
    ];
    const lines = [
        `${manifest.name ?? ""} ${manifest.version ?? ""}, ${files.size} files:`,
        ...[...files].map(([name, { length }]) => `  ${name} (${length})`),
        `${Object.keys(licences).length} packages with it:`,
        ...Object.entries(licences).map(([name, licence]) => `  ${name}: ${licence}`),
    ];
    return { lines, faults };
}

function examples(): string[] {
    return readdirSync(path.join(root, "examples"))
        .map((name) => path.join("examples", name))
        .filter((folder) => existsSync(path.join(root, folder, "package.json")));
}

function documents(): string[] {
    const below = ["docs", "provider"].flatMap((folder) =>
        readdirSync(path.join(root, folder)).map((name) => path.join(folder, name)),
    );
    return [
        ...readdirSync(root),
        ...below,
        ...examples().map((folder) => path.join(folder, "README.md")),
    ].filter((name) => name.endsWith(".md") && existsSync(path.join(root, name)));
}
