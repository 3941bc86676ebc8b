import type { Credential } from "./credentials";

/** Takes the secrets of a connection out of text that a server sent. */
export class Redactor {
    private readonly secrets = new Set<string>();
    private readonly accessKey: string | undefined;

    constructor(credential: Credential) {
        this.accessKey = credential.kind === "keys" ? credential.accessKey : undefined;
        for (const secret of secretsOf(credential)) this.add(secret);
    }

    /** A secret that came up later, such as the token of a log-in. */
    add(secret: string): void {
        // In a URL or in JSON it looks different.
        for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
            if (form !== "") this.secrets.add(form);
        }
    }

    /** An access key is shortened, so that a person still sees which one it was. */
    redact(text: string): string {
        const hidden = [...this.secrets]
            .sort((a, b) => b.length - a.length)
            .reduce((rest, secret) => rest.replaceAll(secret, "[hidden]"), text)
            .replace(/Signature=[0-9a-f]+/gi, "Signature=[hidden]");
        return this.accessKey === undefined
            ? hidden
            : hidden.replaceAll(this.accessKey, `${this.accessKey.slice(0, 4)}…`);
    }
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
