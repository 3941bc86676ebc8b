/* `require` with a literal path finds a file from source, from the compiled folder and in a bundle. */
/* eslint-disable @typescript-eslint/no-require-imports */

interface Schema {
    readonly config: { readonly variables: Readonly<Record<string, { readonly secret?: boolean }>> };
}

/** Version of the package, which is that of the plugin. */
export const { version } = require("pulumi-modelarts/package.json") as { readonly version: string };

/** Returns the package's schema, as JSON. */
export function readSchema(): string {
    return JSON.stringify({ ...loadSchema(), version });
}

/** Returns the names of the provider's configuration, each with whether its value is secret. */
export function readConfigSecrets(): Readonly<Record<string, boolean>> {
    const { variables } = loadSchema().config;
    return Object.fromEntries(Object.entries(variables).map(([name, { secret }]) => [name, secret === true]));
}

/** Loads the file on demand. */
function loadSchema(): Schema {
    return require("../../../schema.json") as Schema;
}
