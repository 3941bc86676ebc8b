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
