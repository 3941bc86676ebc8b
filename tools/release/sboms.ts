import { writeFile } from "node:fs/promises";
import path from "node:path";
import { bundlePlugin } from "../plugin/bundle";
import { readLicences } from "./licences";
import { makeSbom, type Sbom, sbomFaults } from "./sbom";

/** Returns the name of the package in a folder. */
const nameOf = (folder: string): string =>
    folder.replaceAll(path.sep, "/").split("node_modules/").at(-1) ?? "";

/** Describes Node.js of this process: all jobs of the workflow that releases have the latest one of one line. */
function nodeComponent() {
    const { node: version } = process.versions;
    return {
        type: "platform",
        "bom-ref": `node@${version}`,
        name: "node",
        version,
        purl: `pkg:generic/node@${version}`,
        licenses: [{ license: { name: "LICENSE-Node.js.txt in the archive of the plugin" } }],
    };
}

/**
 * Writes what comes with the package, and what the plugin may have parts of, which is that, Pulumi's SDK and Node.js.
 * Returns what is wrong with them. `temporary` gets a folder for each.
 */
export async function writeSboms(
    root: string,
    version: string,
    temporary: string,
    folder: string,
): Promise<string[]> {
    const write = (name: string, sbom: Sbom) =>
        writeFile(path.join(folder, `${name}-${version}.cdx.json`), `${JSON.stringify(sbom, null, 2)}\n`);
    const ofPackage = await makeSbom(root, path.join(temporary, "sbom-package"));
    // Where an optional package is installed for another reason, it gets into the plugin.
    const bundledNames = (await bundlePlugin(version)).packages.map(nameOf);
    const additions = ["@pulumi/pulumi", ...bundledNames];
    const ofPlugin = await makeSbom(root, path.join(temporary, "sbom-plugin"), additions);
    await write("pulumi-modelarts", ofPackage);
    const components = [...ofPlugin.components, nodeComponent()];
    await write("pulumi-resource-modelarts", { ...ofPlugin, components });
    const componentNames = new Set(ofPlugin.components.map(({ name }) => name));
    return [
        ...sbomFaults(ofPackage, [...(await readLicences(root)).keys()]),
        ...bundledNames
            .filter((name) => !componentNames.has(name))
            .map((name) => `The SBOM of the plugin lacks ${name}.`),
    ];
}
