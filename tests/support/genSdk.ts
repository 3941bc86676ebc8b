import { mkdir } from "node:fs/promises";
import path from "node:path";
import { ok, type PulumiProject } from "../../tools/engine/project";
import { generateSdk, type SdkLanguage } from "../../tools/sdks/generate";

/**
 * `pulumi package gen-sdk SOURCE --language LANGUAGE --out FOLDER`. The language hosts that Go builds are too old for
 * it: with them the CLI only reads the schema from the source, and the same generator is called without it.
 */
export async function genSdk(project: PulumiProject, args: readonly string[]): Promise<void> {
    const [command, source = "", ...flags] = args;
    const valueOf = (flag: string): string => flags[flags.indexOf(flag) + 1] ?? "";
    if (command !== "gen-sdk" || project.engine.from !== "go") {
        ok(await project.pulumi(["package", ...args]));
        return;
    }
    const schema = JSON.parse(ok(await project.pulumi(["package", "get-schema", source])).stdout) as object;
    expect(schema).toMatchObject({ name: "modelarts" });
    const language = valueOf("--language") as SdkLanguage;
    const out = path.resolve(project.folder, valueOf("--out"));
    await mkdir(out, { recursive: true });
    await generateSdk(language, path.join(out, language));
}
