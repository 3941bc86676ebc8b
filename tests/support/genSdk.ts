import { mkdir } from "node:fs/promises";
import path from "node:path";
import { succeed } from "../../tools/engine/childProcess";
import { ok, type PulumiProject } from "../../tools/engine/project";
import { generateSdk, type SdkLanguage } from "../../tools/sdks/generate";

/**
 * Does `pulumi package gen-sdk SOURCE --language LANGUAGE --out FOLDER`. The language hosts that Go builds are too old
 * for it: the CLI only reads the schema from the source, and this function calls the same generator without the CLI.
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

/**
 * Does `npm run sdks -- --source examples/NAME/FOLDER LANGUAGE`, in the copy of the example. Go then gets all that the
 * program imports, which programs in tests cannot download.
 */
export async function writeSdkSource(project: PulumiProject, args: readonly string[]): Promise<void> {
    const [flag, folder = "", ...languages] = args;
    if (flag !== "--source") throw new Error(`Nothing tries npm run sdks -- ${args.join(" ")}.`);
    const out = path.join(project.folder, folder.replace(/^examples\/\w+\//, ""));
    await mkdir(out, { recursive: true });
    for (const language of languages as SdkLanguage[]) {
        await generateSdk(language, path.join(out, language));
        if (language !== "go") continue;
        const options = { cwd: project.folder, timeoutMs: 600_000 };
        // The caches are in the home of the user who runs the tests, which programs in tests do not have.
        const caches = await succeed("go", ["env", "-json", "GOMODCACHE", "GOCACHE"], options);
        Object.assign(project.env, JSON.parse(caches));
        await succeed("go", ["list", "-m", "-mod=mod", "all"], options);
        const warm = path.join(project.folder, "..", "warm");
        await succeed("go", ["build", "-mod=readonly", "-o", warm, "."], options);
    }
}
