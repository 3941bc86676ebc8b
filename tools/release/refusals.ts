import { succeed } from "../engine/childProcess";
import { isAtLeast } from "../engine/onPath";
import { releasedVersions } from "./changelog";

/** Runs git in a folder. Returns what it prints, and rejects unless it succeeds. */
export function git(folder: string, ...args: readonly string[]): Promise<string> {
    // Without this variable git may write to its index where it only has to read.
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0" };
    return succeed("git", args, { cwd: folder, env, timeoutMs: 60_000 });
}

/** Describes the commit to release. */
export interface Commit {
    /** Its files differ from those in the folder. */
    readonly isDirty: boolean;
    readonly tags: readonly string[];
    /** Is the version of `provider/package.json`, which is there before it is released. */
    readonly current: string;
    /** Contains the versions in its changelog, and those of all tags. */
    readonly versions: readonly string[];
}

export async function readCommit(root: string, current: string, changelog: string): Promise<Commit> {
    const status = await git(root, "status", "--porcelain");
    const tags = async (...flags: readonly string[]) =>
        (await git(root, "tag", "--list", "v*", ...flags)).split("\n").filter(Boolean);
    const tagVersions = (await tags()).map((tag) => tag.slice(1));
    return {
        isDirty: status !== "",
        tags: await tags("--points-at", "HEAD"),
        current,
        versions: [...releasedVersions(changelog), ...tagVersions],
    };
}

/** Returns why this version cannot be made of this commit; `undefined` if it can. */
export function findRefusal(version: string, commit: Commit): string | undefined {
    const { isDirty, tags, current, versions } = commit;
    if (!/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(version))
        return `${version || "Nothing"} is not a version such as 1.2.3.`;
    if (isDirty) return "There are changes that are not committed: see git status.";
    if (isTagged(version, tags))
        return version === current
            ? undefined
            : `The tag v${version} is at a commit whose provider/package.json says ${current}.`;
    if (versions.includes(version))
        return `${version} was released already. To build it again, check out its tag v${version}.`;
    const higher = [current, ...versions].find((one) => one !== version && isAtLeast(one, version));
    return higher === undefined ? undefined : `There is ${higher} already, and ${version} is not higher.`;
}

/** A commit with the tag of the version is built as it is, which is how the workflow builds what it uploads. */
export function isTagged(version: string, tags: readonly string[]): boolean {
    return tags.includes(`v${version}`);
}
