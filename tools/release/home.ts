import { readFileSync } from "node:fs";
import path from "node:path";

/** The file that has the address of the repository. It is empty as long as there is no public one. */
export const homeFile = "tools/sdks/publication.json";

/** The address of the repository, such as `https://github.com/OWNER/NAME`; `undefined` where the file has none. */
export function readHome(root: string): string | undefined {
    const { repository } = JSON.parse(readFileSync(path.join(root, homeFile), "utf8")) as {
        repository: string;
    };
    return repository === "" ? undefined : checkHome(repository);
}

/** @throws Error unless it is the address of a repository over https, as a browser shows it. */
export function checkHome(repository: string): string {
    if (/^https:\/\/[a-z0-9.-]+(\/[\w.-]+){2,}$/.test(repository) && !repository.endsWith(".git"))
        return repository;
    throw new Error(`${repository} is not of the form https://HOST/OWNER/NAME, without .git at its end.`);
}

/** What a package.json says of the repository. `directory` is the folder of the package in it. */
export function homeFields(repository: string, directory: string) {
    return {
        homepage: `${repository}#readme`,
        bugs: { url: `${repository}/issues` },
        repository: { type: "git", url: `git+${repository}.git`, directory },
    };
}
