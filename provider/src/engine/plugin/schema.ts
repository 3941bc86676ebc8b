import { readFileSync } from "node:fs";
import path from "node:path";

/** The package's folder, whether this runs as compiled or as written. */
const packageFolder = path.dirname(require.resolve("pulumi-modelarts/package.json"));

interface Schema {
    readonly config: { readonly variables: Readonly<Record<string, { readonly secret?: boolean }>> };
}

function readJsonFile(file: string): unknown {
    return JSON.parse(readFileSync(path.join(packageFolder, file), "utf8"));
}

/** Version of the package, which is that of the plugin. */
export const { version } = readJsonFile("package.json") as { readonly version: string };

/** The package's schema, as JSON. */
export function readSchema(): string {
    return JSON.stringify({ ...(readJsonFile("schema.json") as Schema), version });
}

/** What the provider can be configured with, by its name, and whether that is secret. */
export function readConfigSecrets(): Readonly<Record<string, boolean>> {
    const { variables } = (readJsonFile("schema.json") as Schema).config;
    return Object.fromEntries(Object.entries(variables).map(([name, { secret }]) => [name, secret === true]));
}
