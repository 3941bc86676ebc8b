import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { releasedVersions } from "./changelog";

export interface Manifest {
    readonly name?: string;
    readonly version?: string;
    readonly scripts?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Contains all that could repeat the version of the package, which is that of `provider/package.json`. */
export interface Mentions {
    readonly manifest: Manifest;
    readonly changelog: string;
    /** Maps folders to their package.json. */
    readonly projects: Readonly<Record<string, Manifest>>;
    /** Maps files to their texts. */
    readonly documents: Readonly<Record<string, string>>;
}

/** Reads the package.json of each example and template that has one, by its folder. */
export function readProjects(root: string): Record<string, Manifest> {
    const folders = ["examples", "templates"].flatMap((top) =>
        readdirSync(path.join(root, top)).map((name) => `${top}/${name}`),
    );
    const files = folders.map((folder) => [folder, path.join(root, folder, "package.json")] as const);
    return Object.fromEntries(
        files
            .filter(([, file]) => existsSync(file))
            .map(([folder, file]) => [folder, JSON.parse(readFileSync(file, "utf8")) as Manifest]),
    );
}

/** Returns what does not agree with the version. */
export function versionFaults({ manifest, changelog, projects, documents }: Mentions): string[] {
    const { name = "", version = "", peerDependencies } = manifest;
    const expectedRanges: Readonly<Record<string, string>> = { ...peerDependencies, [name]: `^${version}` };
    return [
        ...(releasedVersions(changelog).includes(version) || changelog.includes(`\nThis will be ${version}`)
            ? []
            : [`CHANGELOG.md has no entry for ${version}, and none for what is unreleased.`]),
        ...Object.entries(projects).flatMap(([folder, { dependencies = {} }]) =>
            Object.entries(dependencies)
                .filter(([of, range]) => expectedRanges[of] !== undefined && expectedRanges[of] !== range)
                .map(([of, range]) => `${folder} asks for ${of} ${range}, not ${expectedRanges[of] ?? ""}.`),
        ),
        ...Object.entries(documents).flatMap(([file, text]) =>
            [...text.matchAll(/pulumi-modelarts[@-]v?(\d+\.\d+\.\d+)/g)]
                .filter(([, mentionedVersion]) => mentionedVersion !== version)
                .map(([mention]) => `${file} mentions ${mention}.`),
        ),
    ];
}
