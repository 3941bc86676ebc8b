import { writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../markdown";
import { jobLifePage } from "./jobLife";
import { referencePage } from "./reference";

/** Writes the pages that are made from the code. */
async function main(folder = path.join(root, "docs")): Promise<void> {
    await writeFile(path.join(folder, "job-life.md"), await jobLifePage());
    await writeFile(path.join(folder, "reference.md"), await referencePage());
}

main(process.argv[2]).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
