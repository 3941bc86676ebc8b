import type { Shipped } from "./shipped";

const known = [
    /^(package\.json|README\.md|LICENSE|main\.cjs|dist\/[\w/]+\.(js|js\.map|d\.ts))$/,
    // The plugin.
    /^(pulumi-resource-modelarts|schema\.json|pulumi-plugin\/(PulumiPlugin\.yaml|package\.json|index\.js))$/,
];
const test = /(^|\/)(tests?|__tests__|fixtures)\/|\.(test|spec)\./i;
/** npm runs these where the package is installed. */
const installScripts = ["preinstall", "install", "postinstall"];

/** What is wrong with the files of the package. `sources`: what was to be compiled, such as `modelarts/job`. */
export function contentsFaults(
    { manifest, files }: Pick<Shipped, "manifest" | "files">,
    sources: readonly string[],
): string[] {
    const names = [...files.keys()];
    const compiled = names.flatMap((name) => /^dist\/(.+)\.js$/.exec(name)?.slice(1) ?? []);
    return [
        ...installScripts
            .filter((name) => manifest.scripts?.[name] !== undefined)
            .map((name) => `package.json has a script that npm runs at every installation: ${name}.`),
        ...names
            .filter((name) => !known.some((pattern) => pattern.test(name)) || test.test(name))
            .map((name) => `${name} is not to be published.`),
        ...["README.md", "LICENSE", "schema.json"]
            .filter((name) => !files.has(name))
            .map((name) => `${name} is missing.`),
        ...targetsOf(manifest.exports)
            .filter((name) => !files.has(name))
            .map((name) => `exports names ${name}, which is missing.`),
        ...Object.values(manifest.bin ?? {})
            .filter((name) => !files.has(name))
            .map((name) => `bin names ${name}, which is missing.`),
        ...sources.filter((name) => !compiled.includes(name)).map((name) => `${name}.ts is not compiled.`),
        ...compiled
            .filter((name) => !sources.includes(name))
            .map((name) => `dist/${name}.js has no source: remove provider/dist and build it again.`),
        ...compiled
            .filter((name) => !files.has(`dist/${name}.d.ts`))
            .map((name) => `dist/${name}.js has no declarations.`),
        ...compiled
            .filter((name) => !hasSource(files.get(`dist/${name}.js.map`)))
            .map((name) => `dist/${name}.js has no source map with its source in it.`),
        ...(manifest.peerDependencies?.["@pulumi/pulumi"] === undefined
            ? ["@pulumi/pulumi is no peer dependency."]
            : []),
    ];
}

function targetsOf(exports: Shipped["manifest"]["exports"] = {}): string[] {
    return Object.values(exports)
        .flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)))
        .map((target) => target.replace(/^\.\//, ""));
}

function hasSource(map: string | undefined): boolean {
    if (map === undefined) return false;
    const { sourcesContent = [] } = JSON.parse(map) as { sourcesContent?: (string | null)[] };
    return sourcesContent.length > 0 && !sourcesContent.includes(null);
}
