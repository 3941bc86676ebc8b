import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checksumLines, filesIn } from "./checksums";

/** Where the files of each folder go, and the command that brings one there. */
const destinations: Readonly<Record<string, { readonly to: string; readonly command: string }>> = {
    npm: { to: "the npm registry", command: "npm publish FILE --access public --provenance" },
    pypi: { to: "PyPI", command: "twine upload FILE" },
    github: { to: "the release on GitHub", command: "gh release upload TAG FILE" },
};

/** What would be published: each file with its size, where it goes, and by which command. */
function publicationDocument(
    version: string,
    files: readonly { readonly name: string; readonly bytes: number }[],
): string {
    const rows = files.flatMap(({ name, bytes }) => {
        const destination = destinations[name.split("/")[0] ?? ""];
        if (destination === undefined) return [];
        const command = destination.command.replace("FILE", name).replace("TAG", `v${version}`);
        return [`| \`${name}\` | ${bytes} | ${destination.to} | \`${command}\` |`];
    });
    return `# What would be published of ${version}

Nothing was. The workflow \`release.yml\` runs these commands in this folder after a tag.

| file | bytes | where | command |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

/** Writes the list of what would be published, and the hashes of it. */
export function writePublication(folder: string, version: string): void {
    const names = filesIn(folder).filter((name) => name.includes("/"));
    const files = names.map((name) => ({ name, bytes: statSync(path.join(folder, name)).size }));
    writeFileSync(path.join(folder, "publish.md"), publicationDocument(version, files));
    writeFileSync(path.join(folder, "checksums.txt"), checksumLines(folder, names));
}
