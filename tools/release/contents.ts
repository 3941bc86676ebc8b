import type { Manifest } from "./versions";

/** The package has these files beside those that the compiler makes. */
const ownFiles = [
    "LICENSE",
    "README.md",
    "main.cjs",
    "package.json",
    "pulumi-resource-modelarts",
    "schema.json",
];
const pluginFiles = ["PulumiPlugin.yaml", "index.js", "package.json"].map((name) => `pulumi-plugin/${name}`);
/** npm runs these scripts where the package is installed. */
const installScripts = ["preinstall", "install", "postinstall"];

/**
 * Returns the faults of the files of the package. `files` maps paths to texts; `sources` is what was to be compiled,
 * such as `modelarts/job`. publint checks whether what package.json names is there.
 */
export function contentsFaults(
    manifest: Manifest,
    files: ReadonlyMap<string, string>,
    sources: readonly string[],
): string[] {
    const outputFiles = sources.flatMap((name) =>
        [".js", ".js.map", ".d.ts"].map((end) => `dist/${name}${end}`),
    );
    const expected = new Set([...ownFiles, ...pluginFiles, ...outputFiles]);
    return [
        ...installScripts
            .filter((name) => manifest.scripts?.[name] !== undefined)
            .map((name) => `package.json has a script that npm runs at every installation: ${name}.`),
        ...[...files.keys()]
            .filter((name) => !expected.has(name))
            .map(
                (name) => `${name} is not to be published; what has no source is removed with provider/dist.`,
            ),
        ...[...expected].filter((name) => !files.has(name)).map((name) => `${name} is missing.`),
        ...[...files]
            .filter(([name, text]) => name.endsWith(".js.map") && !hasSource(text))
            .map(([name]) => `${name} does not have the source in it.`),
    ];
}

function hasSource(map: string): boolean {
    const { sourcesContent = [] } = JSON.parse(map) as { sourcesContent?: (string | null)[] };
    return sourcesContent.length > 0 && !sourcesContent.includes(null);
}
