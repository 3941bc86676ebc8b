import { cutChangelog, notesOf, releasedVersions, withLinks } from "../../../tools/release/changelog";

const older = "## [0.1.0] - 2025-01-01\n\n### Added\n\n- The first one.\n";
const changelog = `# Changelog\n\n## [Unreleased]\n\nThis will be 0.2.0, the next version.\n\n### Fixed\n\n- A fault, $& and all.\n\n${older}`;
const day = new Date("2026-02-03T23:00:00Z");

describe("the changelog of a release", () => {
    test("has the version and the day in place of what is unreleased, and all else as before", () => {
        const newChangelog = cutChangelog(changelog, "0.2.0", day);
        expect(newChangelog).toBe(
            `# Changelog\n\n## [0.2.0] - 2026-02-03\n\n### Fixed\n\n- A fault, $& and all.\n\n${older}`,
        );
        expect(releasedVersions(changelog)).toEqual(["0.1.0"]);
        expect(releasedVersions(newChangelog)).toEqual(["0.2.0", "0.1.0"]);
        expect(notesOf(newChangelog, "0.2.0")).toBe("### Fixed\n\n- A fault, $& and all.");
        expect(notesOf(newChangelog, "0.1.0")).toBe("### Added\n\n- The first one.");
        expect(() => notesOf(newChangelog, "0.3.0")).toThrow("no section for 0.3.0");
    });

    test.each([
        ["nothing is unreleased", `# Changelog\n\n${older}`],
        ["what is unreleased has no entry", `## [Unreleased]\n\nThis will be 0.2.0.\n\n${older}`],
    ])("is not cut where %s", (_what, text) => {
        expect(() => cutChangelog(text, "0.2.0", day)).toThrow("no entries under [Unreleased]");
    });

    test("links to the files of its tag where it stands outside of the repository", () => {
        const notes = "[a](docs/a.md#b) [c](https://example.org) [d](#d)";
        expect(withLinks(notes, "https://example.org/o/n", "0.2.0")).toBe(
            "[a](https://example.org/o/n/blob/v0.2.0/docs/a.md#b) [c](https://example.org) [d](#d)",
        );
    });
});
