const heading = /^## \[([^\]]+)\].*$/gm;

interface Section {
    /** A version, or `Unreleased`. */
    readonly name: string;
    /** The text below the heading. */
    readonly text: string;
}

function readSections(changelog: string): Section[] {
    const headings = [...changelog.matchAll(heading)];
    return headings.map(({ 0: line, 1: name = "", index }, position) => {
        const text = changelog.slice(index + line.length, headings[position + 1]?.index);
        return { name, text: text.trim() };
    });
}

/** The versions that have a section, the latest first. */
export function releasedVersions(changelog: string): string[] {
    return readSections(changelog).flatMap(({ name }) => (/^\d/.test(name) ? [name] : []));
}

/** The section of the changelog about a version. Throws where it has no section for it. */
export function notesOf(changelog: string, version: string): string {
    const section = readSections(changelog).find(({ name }) => name === version);
    if (section === undefined) throw new Error(`CHANGELOG.md has no section for ${version}.`);
    return section.text;
}

/** `Unreleased` becomes the version with its date. The sentence that announces the version goes. */
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

/** Lets the links to files go to those of the version, since notes of a release stand elsewhere. */
export function withLinks(notes: string, repository: string, version: string): string {
    return notes.replace(/\]\((?!https?:|#)/g, () => `](${repository}/blob/v${version}/`);
}
