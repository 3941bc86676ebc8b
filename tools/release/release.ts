import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { documents } from "../docs/markdown";
import { readPackageVersion, root } from "../repository";
import { run } from "../engine/childProcess";
import { publicationFile } from "../sdks/names";
import { readHome } from "./home";
import type { Parts } from "./parts";
import { findRefusal, isTagged, readCommit } from "./refusals";
import { copyCommit, cutVersion, writeHome } from "./stage";

const limitMs = 60 * 60_000;

/**
 * Makes everything that belongs to a version in `release/VERSION`, and uploads nothing. `repository` replaces the one
 * in `publication.json`. Rejects where something is wrong, and leaves nothing then, or where the address of the
 * repository is missing.
 */
export async function release(
    version: string,
    { repository = readHome(), ...parts }: Parts & { readonly repository?: string | undefined },
): Promise<string> {
    const text = (file: string) => readFile(path.join(root, file), "utf8");
    const current = readPackageVersion(root);
    const commit = await readCommit(root, current, await text("CHANGELOG.md"));
    const refusal = findRefusal(version, commit);
    if (refusal !== undefined) throw new Error(refusal);
    const folder = path.join(root, "release", version);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const stage = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-stage-"));
    try {
        await copyCommit(root, stage);
        if (!isTagged(version, commit.tags)) {
            const patch = await cutVersion(root, stage, version, documents());
            await writeFile(path.join(folder, "release.patch"), patch);
        }
        if (repository !== undefined) writeHome(stage, repository);
        await buildIn(stage, folder, parts);
    } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
    } finally {
        await rm(stage, { recursive: true, force: true, maxRetries: 3 });
    }
    if (repository === undefined)
        throw new Error(
            `release/${version} lacks the address of the repository: fill "repository" in ${publicationFile}, or rehearse ` +
                "with --repository URL. Without it package.json has no repository, homepage and bugs, and users cannot report a weakness.",
        );
    return `release/${version} has what would be published. Nothing was uploaded.`;
}

/** The copy builds itself with its own tools, so that everything has the version and the address of the copy. */
async function buildIn(stage: string, folder: string, parts: Parts): Promise<void> {
    const tsNode = require.resolve("ts-node/dist/bin");
    const script = path.join(stage, "tools", "release", "main.ts");
    const flags = Object.entries(parts).flatMap(([name, value]) =>
        value ? [`--${name}`, String(value)] : [],
    );
    const { code } = await run(process.execPath, [tsNode, script, "build", folder, ...flags], {
        cwd: stage,
        timeoutMs: limitMs,
        onOutput: (chunk) => process.stderr.write(chunk),
    });
    if (code !== 0) throw new Error("This is not to be published.");
}
