import { type Mentions, readProjects, versionFaults } from "../../../tools/release/versions";
import { root } from "../../../tools/repository";

const peerDependencies = { "@pulumi/pulumi": "^3.216.0" };
const mentions: Mentions = {
    manifest: { name: "pulumi-modelarts", version: "0.2.0", peerDependencies },
    changelog: "# Changelog\n\n## [0.2.0] - 2026-01-01\n\n## [0.1.0] - 2025-01-01\n",
    projects: {
        one: { dependencies: { ...peerDependencies, "pulumi-modelarts": "^0.2.0", other: "^1.0.0" } },
        policy: { dependencies: peerDependencies },
    },
    documents: { "README.md": "npm install ./pulumi-modelarts-0.2.0.tgz, and other@0.1.0" },
};

describe("the version", () => {
    test.each<[string, Partial<Mentions>]>([
        ["has an entry in the changelog", {}],
        [
            "is said to be the next",
            { changelog: "# Changelog\n\n## [Unreleased]\n\nThis will be 0.2.0, the next.\n\n## [0.1.0]\n" },
        ],
    ])("is right where it %s", (_what, right) => {
        expect(versionFaults({ ...mentions, ...right })).toEqual([]);
    });

    test.each<[string, Partial<Mentions>, string]>([
        ["has no entry in the changelog", { changelog: "# Changelog\n\n## [0.1.0]\n" }, "CHANGELOG.md"],
        [
            "is not what comes next",
            { changelog: "\n## [Unreleased]\n\nThis will be 0.3.0, a new one.\n" },
            "CHANGELOG.md",
        ],
        [
            "is not what an example asks for",
            { projects: { one: { dependencies: { "pulumi-modelarts": "^0.1.0" } } } },
            "one asks for",
        ],
        [
            "of Pulumi is not what an example asks for",
            { projects: { one: { dependencies: { "@pulumi/pulumi": "^3.0.0" } } } },
            "one asks for",
        ],
        ["is another one in a document", { documents: { "a.md": "pulumi-modelarts-0.1.0.tgz" } }, "a.md"],
        [
            "is another one in a command of a document",
            { documents: { "a.md": "npm i pulumi-modelarts@0.1.0" } },
            "a.md",
        ],
    ])("is wrong where it %s", (_what, differences, name) => {
        const faults = versionFaults({ ...mentions, ...differences });
        expect(faults).toContainEqual(expect.stringContaining(name));
    });
});

test("projects of the repository that ask for the package are its examples and its template", () => {
    const projects = Object.entries(readProjects(root));
    const folders = projects.flatMap(([folder, { dependencies = {} }]) =>
        "pulumi-modelarts" in dependencies ? folder : [],
    );
    expect(folders).toEqual(expect.arrayContaining(["examples/tensorboard", "templates/typescript"]));
});
