import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { releasedVersions } from "./changelog";

/** The content of a package.json. */
export interface Manifest {
    readonly name?: string;
    readonly version?: string;
    readonly scripts?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** All that could repeat the version of the package, which is that of `provider/package.json`. */
export interface Mentions {
    readonly manifest: Manifest;
    readonly changelog: string;
    /** By their folders. */
    readonly projects: Readonly<Record<string, Manifest>>;
    /** Text by file. */
    readonly documents: Readonly<Record<string, string>>;
}

/** The package.json of each example and template that has one, by its folder. */
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

/** The places that do not agree with the version. */
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
