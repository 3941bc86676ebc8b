import { missingCredentialsReason } from "../modelarts/config/credentials";
import type { Overrides } from "../modelarts/config/settings";
import { describeUnknownKeys } from "../modelarts/config/unknownKeys";
import { isModelArtsError } from "../modelarts/errors";
import type { CheckFailure } from "../properties/check";
import { unknownValue } from "../properties/inputs";
import { projectOfUrn } from "../properties/urn";
import type { ConnectionPool } from "./connections";
import type { Messages } from "./messages";

/**
 * Finds what is wrong with the configuration before anything is sent. The engine checks a resource in a preview and in an
 * `up` alone, so that a misspelt key does not hold up a refresh or a destroy.
 */
export class ConfigurationCheck {
    private hasWarned = false;

    constructor(
        private readonly connections: ConnectionPool,
        private readonly messages: Messages,
    ) {}

    /**
     * Returns the problems of the settings of one resource. Credentials that no source has are a warning: a preview needs
     * none. A region or a project that is not known yet is not judged.
     */
    findFailures(urn: string, { region, projectId }: Overrides): CheckFailure[] {
        const unknownKeys = describeUnknownKeys(this.connections.keys, projectOfUrn(urn));
        const failures = unknownKeys.map((reason) => ({ property: "", reason }));
        if (region === unknownValue || projectId === unknownValue) return failures;
        try {
            this.connections.getSettings({ region, projectId });
        } catch (error) {
            if (!isModelArtsError(error, "settings")) throw error;
            if (error.reason !== missingCredentialsReason)
                return [...failures, { property: "", reason: `${error.reason}. ${error.hint ?? ""}`.trim() }];
            if (!this.hasWarned)
                this.messages.warn(
                    undefined,
                    `${error.reason}: \`pulumi up\` needs them. ${error.hint ?? ""}`,
                );
            this.hasWarned = true;
        }
        return failures;
    }
}
