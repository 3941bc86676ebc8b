import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bump } from "./bump";
import { cutChangelog } from "./changelog";
import { publication, publicationFile, schemaFields } from "../sdks/names";
import { checkHome, homeFields } from "./home";
import { git } from "./refusals";

/** Copies the committed files of `root` into the empty folder `stage`, and links the packages that are installed. */
export async function copyCommit(root: string, stage: string): Promise<void> {
    await git(root, "checkout-index", "--all", `--prefix=${stage.replaceAll(path.sep, "/")}/`);
    // A junction needs no rights on Windows, and is a link elsewhere.
    symlinkSync(path.join(root, "node_modules"), path.join(stage, "node_modules"), "junction");
}

/** Writes the version and the date into the copy. Returns the patch with which `root` gets the same change. */
export async function cutVersion(
    root: string,
    stage: string,
    version: string,
    documents: readonly string[],
): Promise<string> {
    bump(stage, version, documents);
    const changelog = path.join(stage, "CHANGELOG.md");
    writeFileSync(changelog, cutChangelog(readFileSync(changelog, "utf8"), version, new Date()));
    const gitFolder = (await git(root, "rev-parse", "--absolute-git-dir")).trim();
    // The link to the packages is in no commit, and git ignores files that it does not know.
    return git(stage, `--git-dir=${gitFolder}`, `--work-tree=${stage}`, "diff", "--no-color", "HEAD");
}

/** Writes the address of the repository into the one file of the copy for it, and into all that is published. */
export function writeHome(stage: string, repository: string): void {
    const add = (file: string, fields: object): void => {
        const content = JSON.parse(readFileSync(path.join(stage, file), "utf8")) as object;
        writeFileSync(path.join(stage, file), `${JSON.stringify({ ...content, ...fields }, null, 2)}\n`);
    };
    add(publicationFile, { repository: checkHome(repository) });
    add("provider/package.json", homeFields(repository, "provider"));
    // The generators of SDKs take the addresses of their packages from the schema.
    add("provider/schema.json", schemaFields({ ...publication, repository }));
}
