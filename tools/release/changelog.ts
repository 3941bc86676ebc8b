const heading = /^## \[([^\]]+)\].*$/gm;

interface Section {
    /** Is a version, or `Unreleased`. */
    readonly name: string;
    readonly text: string;
}

function readSections(changelog: string): Section[] {
    const headings = [...changelog.matchAll(heading)];
    return headings.map(({ 0: line, 1: name = "", index }, position) => {
        const text = changelog.slice(index + line.length, headings[position + 1]?.index);
        return { name, text: text.trim() };
    });
}

/** Returns the versions that have a section, the latest first. */
export function releasedVersions(changelog: string): string[] {
    return readSections(changelog).flatMap(({ name }) => (/^\d/.test(name) ? [name] : []));
}

/** Returns the section of the changelog about a version. Throws if it has no section for it. */
export function notesOf(changelog: string, version: string): string {
    const section = readSections(changelog).find(({ name }) => name === version);
    if (section === undefined) throw new Error(`CHANGELOG.md has no section for ${version}.`);
    return section.text;
}

/** Replaces `Unreleased` by the version with its date, and removes the sentence that announces the version. */
export function cutChangelog(changelog: string, version: string, date: Date): string {
    const section = readSections(changelog).find(({ name }) => name === "Unreleased");
    const text = section?.text.replace(/^This will be .*\n*/, "") ?? "";
    if (section === undefined || !text.includes("\n- "))
        throw new Error("CHANGELOG.md has no entries under [Unreleased].");
    const day = date.toISOString().slice(0, 10);
    return changelog
        .replace(/^## \[Unreleased\].*$/m, () => `## [${version}] - ${day}`)
        .replace(section.text, () => text);
}

/** Changes the links to files to those of the version, since notes of a release are on another page. */
export function withLinks(notes: string, repository: string, version: string): string {
    return notes.replace(/\]\((?!https?:|#)/g, () => `](${repository}/blob/v${version}/`);
}
