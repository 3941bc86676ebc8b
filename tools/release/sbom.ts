import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { npm } from "../package/npm";
import { readLockFile } from "./lockFile";
import type { Manifest } from "./versions";

interface Component {
    readonly name: string;
    readonly version: string;
}

/** Contains as much of the form of CycloneDX as the check reads. */
export interface Sbom {
    readonly bomFormat: string;
    readonly specVersion: string;
    readonly metadata: { readonly component: Component };
    readonly components: readonly Component[];
}

/**
 * Lists what comes with the package, in the versions of the lock file, in the form of CycloneDX. `npm sbom` leaves out
 * packages of a workspace and those that a peer dependency shares. So `folder` gets a project that is the package
 * alone, with `additions` to its dependencies.
 */
export async function makeSbom(
    root: string,
    folder: string,
    additions: readonly string[] = [],
): Promise<Sbom> {
    const manifest = JSON.parse(await readFile(path.join(root, "provider/package.json"), "utf8")) as Manifest;
    const lock = readLockFile(root);
    const { name = "", version = "" } = manifest;
    const versions = additions.flatMap((one) => {
        const entry = lock.packages[`node_modules/${one}`];
        return entry?.version === undefined ? [] : [[one, entry.version]];
    });
    const dependencies = { ...manifest.dependencies, ...(Object.fromEntries(versions) as object) };
    const alone = { name, version, license: "Apache-2.0", dependencies };
    const packages = Object.entries(lock.packages)
        .filter(([place, { link }]) => /^(provider\/)?node_modules\//.test(place) && link !== true)
        .map(([place, entry]) => [place.replace(/^provider\//, ""), entry]);
    // npm takes the name of the folder for that of the package.
    const project = path.join(folder, name);
    await mkdir(project, { recursive: true });
    const write = (file: string, content: object) =>
        writeFile(path.join(project, file), JSON.stringify(content));
    await write("package.json", alone);
    await write("package-lock.json", {
        name,
        version,
        lockfileVersion: 3,
        requires: true,
        packages: Object.fromEntries([["", alone], ...packages]) as unknown,
    });
    await npm(project, "prune", "--package-lock-only", "--offline", "--ignore-scripts");
    const { stdout } = await npm(project, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only");
    return JSON.parse(stdout) as Sbom;
}

/** Returns what an SBOM leaves out or has in excess. `names` are the packages that come with the package. */
export function sbomFaults(sbom: Sbom, names: readonly string[]): string[] {
    const componentNames = new Set(sbom.components.map(({ name }) => name));
    const expected = new Set(names.filter((name) => name !== sbom.metadata.component.name));
    return [
        ...(sbom.bomFormat === "CycloneDX" ? [] : [`The SBOM is not of CycloneDX but ${sbom.bomFormat}.`]),
        ...[...expected].filter((name) => !componentNames.has(name)).map((name) => `The SBOM lacks ${name}.`),
        ...[...componentNames]
            .filter((name) => !expected.has(name))
            .map((name) => `The SBOM has ${name}, which does not come with the package.`),
    ];
}
