import { publication, publicationFile, sdkNames } from "../sdks/names";

/** Returns the address of the repository, such as `https://github.com/OWNER/NAME`; `undefined` without one. */
export function readHome(): string | undefined {
    const { repository } = publication;
    return repository === "" ? undefined : checkHome(repository);
}

/** @throws Error unless it is the address over https, as a browser shows it, of a repository that has the Go module. */
export function checkHome(repository: string, { goModule } = sdkNames()): string {
    if (!/^https:\/\/[a-z0-9.-]+(\/[\w.-]+){2,}$/.test(repository) || repository.endsWith(".git"))
        throw new Error(`${repository} is not of the form https://HOST/OWNER/NAME, without .git at its end.`);
    if (!goModule.startsWith(`${repository.replace("https://", "")}/`))
        throw new Error(
            `${repository} cannot have the Go module ${goModule}, so Go would not find it: ` +
                `correct "owner" in ${publicationFile} or the module in names.ts beside it, then run npm run docs.`,
        );
    return repository;
}

/** Returns the repository for a package.json. `directory` is the folder of the package in it. */
export function homeFields(repository: string, directory: string) {
    return {
        homepage: `${repository}#readme`,
        bugs: { url: `${repository}/issues` },
        repository: { type: "git", url: `git+${repository}.git`, directory },
    };
}
