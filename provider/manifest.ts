import { readFileSync } from "node:fs";
import path from "node:path";

/** The package's folder, whether this runs as compiled or as written. */
const folder = path.dirname(require.resolve("pulumi-modelarts/package.json"));

interface Manifest {
    readonly version: string;
}

/** Version of the package, which is that of the plugin. */
export const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;

/** The package's schema, as JSON. */
export function schemaText(): string {
    const schema = JSON.parse(readFileSync(path.join(folder, "schema.json"), "utf8")) as object;
    return JSON.stringify({ ...schema, version });
}
