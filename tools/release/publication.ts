import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checksumLines, filesIn } from "../package/checksums";

/** Maps a folder to the destination of its files, and to the command that brings one there. */
const destinations: Readonly<Record<string, { readonly to: string; readonly command: string }>> = {
    npm: { to: "npm", command: "npm publish FILE --access public" },
    github: { to: "the release on GitHub", command: "gh release upload TAG FILE" },
    pypi: { to: "PyPI", command: "twine upload FILE" },
    go: { to: "the repository, as the folder `sdk/go/modelarts`", command: "git tag sdk/go/modelarts/TAG" },
    maven: { to: "Maven Central, signed", command: "gpg --detach-sign --armor FILE" },
    nuget: { to: "NuGet, compiled by `dotnet pack`", command: "dotnet nuget push" },
};

/** Lists the files that would be published, each with its size, its destination and its command. */
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

Nothing was. After a tag the workflow \`release.yml\` attaches everything to the release on GitHub, and publishes what is for npm, with a provenance that only a workflow can give. The others are for the owner of the names at the registries.

| file | bytes | where | command |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

/** Writes what would be published, and its hashes. Names for GitHub have no folder, since a release has none. */
export function writePublication(folder: string, version: string): void {
    const uploads = (): string[] => filesIn(folder).filter((name) => name.includes("/"));
    const flatLines = checksumLines(folder, uploads(), (name) => path.posix.basename(name));
    writeFileSync(path.join(folder, "github", "checksums.txt"), flatLines);
    const names = uploads();
    const files = names.map((name) => ({ name, bytes: statSync(path.join(folder, name)).size }));
    writeFileSync(path.join(folder, "publish.md"), publicationDocument(version, files));
    writeFileSync(path.join(folder, "checksums.txt"), checksumLines(folder, names));
}
