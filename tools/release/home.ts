import { publication } from "../sdks/names";

/** The address of the repository, such as `https://github.com/OWNER/NAME`; `undefined` where the setting has none. */
export function readHome(): string | undefined {
    const { repository } = publication;
    return repository === "" ? undefined : checkHome(repository);
}

/** @throws Error unless it is the address of a repository over https, as a browser shows it. */
export function checkHome(repository: string): string {
    if (/^https:\/\/[a-z0-9.-]+(\/[\w.-]+){2,}$/.test(repository) && !repository.endsWith(".git"))
        return repository;
    throw new Error(`${repository} is not of the form https://HOST/OWNER/NAME, without .git at its end.`);
}

/** The repository in a package.json. `directory` is the folder of the package in it. */
export function homeFields(repository: string, directory: string) {
    return {
        homepage: `${repository}#readme`,
        bugs: { url: `${repository}/issues` },
        repository: { type: "git", url: `git+${repository}.git`, directory },
    };
}

/** What a package schema says of the repository: also where Pulumi downloads the plugin of an SDK from. */
export function schemaFields(repository: string, { pluginDownloadURL } = publication) {
    // The workflow attaches the archives to a release there; without the field, Pulumi looks in its own organization.
    const [, onGitHub] = /^https:\/\/github\.com\/([^/]+\/[^/]+)$/.exec(repository) ?? [];
    const url = pluginDownloadURL || (onGitHub && `github://api.github.com/${onGitHub}`);
    return { homepage: repository, repository, ...(url && { pluginDownloadURL: url }) };
}
