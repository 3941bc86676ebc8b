import { writeFile } from "node:fs/promises";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { packageSchema } from "../schema/packageSchema";
import { readApi } from "./api";
import { architectureParts } from "./architecture";
import { fillParts } from "./fillParts";
import { jobLifeParts } from "./jobLife";
import { languageParts, registryParts } from "./languages";
import { readDocument } from "./markdown";
import { root } from "../repository";
import { referencePage } from "./reference";

/** Writes the pages that are generated from the code, and the schema of the plugin; in tests into one folder. */
async function main(folder?: string): Promise<void> {
    const write = (home: string, name: string, text: string): Promise<void> =>
        writeFile(path.join(folder ?? path.join(root, home), name), text);
    const pages = {
        "architecture.md": architectureParts,
        "job-life.md": jobLifeParts,
        "languages.md": languageParts(),
    };
    for (const [name, parts] of Object.entries(pages))
        await write("docs", name, fillParts(name, readDocument(`docs/${name}`).text, parts));
    const registry = registryParts();
    const registryPages = {
        "_index.md": registry.index,
        "installation-configuration.md": registry.installation,
    };
    for (const [name, parts] of Object.entries(registryPages))
        await write(
            "docs/registry",
            name,
            fillParts(name, readDocument(`docs/registry/${name}`).text, parts),
        );
    const api = await readApi();
    await write("docs", "reference.md", await referencePage(api));
    const style = { ...(await resolveConfig("schema.json")), filepath: "schema.json" };
    await write("provider", "schema.json", await format(JSON.stringify(packageSchema(api)), style));
}

main(process.argv[2]).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
