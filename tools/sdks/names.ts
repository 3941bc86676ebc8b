import { readFileSync } from "node:fs";
import path from "node:path";

import { root } from "../repository";

interface Publication {
    /** The address of the repository, for package.json; empty as long as there is no public one. */
    readonly repository: string;
    /** The publisher of the SDKs, in small letters and hyphens: the scope at npm, and the organization at GitHub. */
    readonly owner: string;
    /**
     * The place from which Pulumi downloads the plugin, such as `github://api.github.com/OWNER/REPOSITORY`. Empty: from the releases
     * of `repository` where it is at GitHub, else nowhere.
     */
    readonly pluginDownloadURL: string;
}

/** The name of the SDK in the registry of each language. */
export interface SdkNames {
    readonly npm: string;
    readonly python: string;
    readonly goModule: string;
    readonly javaGroup: string;
    readonly javaPackage: string;
    readonly dotnetNamespace: string;
}

/** The file with the one setting for names and addresses under which this is published. */
export const publicationFile = "tools/sdks/publication.json";

export const publication = JSON.parse(readFileSync(path.join(root, publicationFile), "utf8")) as Publication;

/** What a package schema says of the repository: also where Pulumi downloads the plugin of an SDK from. */
export function schemaFields({ repository, pluginDownloadURL }: Omit<Publication, "owner">) {
    // The workflow attaches the archives to a release there; without the field, Pulumi looks in its own organization.
    const [, onGitHub] = /^https:\/\/github\.com\/([^/]+\/[^/]+)$/.exec(repository) ?? [];
    const url = pluginDownloadURL || (onGitHub && `github://api.github.com/${onGitHub}`);
    return {
        ...(repository !== "" && { homepage: repository, repository }),
        ...(url && { pluginDownloadURL: url }),
    };
}

/** All names belong to the owner and not to Pulumi. Of these languages only npm, Go and Java have a scope for it. */
export function sdkNames(owner = publication.owner): SdkNames {
    const words = owner.split("-");
    const capitalizedWords = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    return {
        npm: `@${owner}/modelarts`,
        python: words.join("_"),
        goModule: `github.com/${owner}/pulumi-modelarts/sdk/go/modelarts`,
        javaGroup: `io.github.${owner}`,
        // Java allows no hyphen here.
        javaPackage: `io.github.${words.join("")}`,
        dotnetNamespace: capitalizedWords.join(""),
    };
}
