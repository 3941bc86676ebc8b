import { readFileSync } from "node:fs";
import path from "node:path";

import { root } from "../repository";

interface Publication {
    /** Is the address of the repository, for package.json. It is empty as long as there is no public one. */
    readonly repository: string;
    /** Is the scope at npm and the organization at GitHub that publish the SDKs, in small letters and hyphens. */
    readonly owner: string;
    /** Pulumi downloads the plugin from here. If it is empty, Pulumi uses the releases of `repository` at GitHub. */
    readonly pluginDownloadURL: string;
}

/** Contains the name of the SDK in the registry of each language. */
export interface SdkNames {
    readonly npm: string;
    readonly python: string;
    readonly goModule: string;
    readonly javaGroup: string;
    readonly javaPackage: string;
    readonly dotnetNamespace: string;
}

/** This file has the one setting for names and addresses under which this is published. */
export const publicationFile = "tools/sdks/publication.json";

export const publication = JSON.parse(readFileSync(path.join(root, publicationFile), "utf8")) as Publication;

/** Returns what a package schema says of the repository, and from where Pulumi downloads the plugin of an SDK. */
export function schemaFields({ repository, pluginDownloadURL }: Omit<Publication, "owner">) {
    // The workflow attaches the archives to a release there. Without the field Pulumi searches its own organization.
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
