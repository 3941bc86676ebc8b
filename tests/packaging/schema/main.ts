import { readApi } from "../../../tools/docs/api";
import { writeTags } from "../../../tools/docs/tags";
import { packageSchema } from "../../../tools/schema/packageSchema";

/** Prints the schema that the package would have with one comment in place of all. */
async function main(comment: string): Promise<void> {
    const api = await readApi();
    for (const reflection of Object.values(api.project.reflections)) {
        if (reflection.comment === undefined) continue;
        Object.assign(reflection.comment, JSON.parse(comment));
        writeTags(reflection.comment, "Rejects");
    }
    console.log(JSON.stringify(packageSchema(api)));
}

void main(process.argv[2] ?? "");
