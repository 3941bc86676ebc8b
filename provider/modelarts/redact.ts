import type { Credential } from "./credentials";

/** Takes every secret of a credential out of a text that a server sent. */
export function redactor(credential: Credential): (text: string) => string {
    const secrets = secretsOf(credential).filter((secret) => secret.length > 0);
    return (text) =>
        secrets
            .reduce((rest, secret) => rest.replaceAll(secret, "[hidden]"), text)
            .replace(/Signature=[0-9a-f]+/gi, "Signature=[hidden]");
}

function secretsOf(credential: Credential): string[] {
    switch (credential.kind) {
        case "token":
            return [credential.token];
        case "password":
            return [credential.password];
        case "keys":
            return [
                credential.secretKey,
                ...(credential.securityToken === undefined ? [] : [credential.securityToken]),
            ];
    }
}
