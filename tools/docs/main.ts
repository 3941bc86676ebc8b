import { writeFile } from "node:fs/promises";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { packageSchema } from "../schema/packageSchema";
import { root } from "./markdown";
import { architecturePage } from "./architecture";
import { jobLifePage } from "./jobLife";
import { referencePage } from "./reference";

/** Writes the pages that are generated from the code, and the schema of the plugin. */
async function main(folder?: string): Promise<void> {
    const docs = folder ?? path.join(root, "docs");
    await writeFile(path.join(docs, "architecture.md"), await architecturePage());
    await writeFile(path.join(docs, "job-life.md"), await jobLifePage());
    await writeFile(path.join(docs, "reference.md"), await referencePage());
    const schema = path.join(root, "provider", "schema.json");
    const style = { ...(await resolveConfig(schema)), filepath: schema };
    const text = await format(JSON.stringify(await packageSchema()), style);
    await writeFile(path.join(folder ?? path.dirname(schema), "schema.json"), text);
}

main(process.argv[2]).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
