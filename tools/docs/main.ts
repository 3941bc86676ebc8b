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
import { runMain } from "../runMain";

/** Writes the pages that are generated from the code, and the schema of the plugin. Tests pass a folder. */
async function main([folder]: readonly string[]): Promise<void> {
    const write = (file: string, text: string): Promise<void> =>
        writeFile(
            folder === undefined ? path.join(root, file) : path.join(folder, path.basename(file)),
            text,
        );
    const registry = registryParts();
    const pages = {
        "docs/architecture.md": architectureParts,
        "docs/job-life.md": jobLifeParts,
        "docs/languages.md": languageParts(),
        "docs/registry/_index.md": registry.index,
        "docs/registry/installation-configuration.md": registry.installation,
    };
    for (const [file, parts] of Object.entries(pages))
        await write(file, fillParts(file, readDocument(file).text, parts));
    const api = await readApi();
    await write("docs/reference.md", await referencePage(api));
    const style = { ...(await resolveConfig("schema.json")), filepath: "schema.json" };
    await write("provider/schema.json", await format(JSON.stringify(packageSchema(api)), style));
}

runMain(main);
