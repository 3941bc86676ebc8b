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
        for (const form of formsOf(secret)) if (form !== "") this.secrets.add(form);
    }

    /** An access key is shortened, so that a person still sees which one it was. */
    redact(text: string): string {
        const hidden = [...this.secrets]
            .sort((a, b) => b.length - a.length)
            .reduce((rest, secret) => rest.replaceAll(secret, "[hidden]"), text)
            .replace(/Signature=[0-9a-f]+/gi, "Signature=[hidden]")
            // A signature without its name.
            .replace(/[0-9a-f]{64,}/gi, "[hidden]");
        return this.accessKey === undefined
            ? hidden
            : hidden.replaceAll(this.accessKey, `${this.accessKey.slice(0, 4)}…`);
    }
}

const htmlNames: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** As it is, and as it looks in addresses, forms, JSON and pages. */
function formsOf(secret: string): string[] {
    const inAddress = encodeURIComponent(secret);
    return [
        secret,
        inAddress,
        inAddress.replace(/%../g, (escape) => escape.toLowerCase()),
        encodeURI(secret),
        new URLSearchParams([["", secret]]).toString().slice(1),
        JSON.stringify(secret).slice(1, -1),
        secret.replace(/[&<>"']/g, (character) => htmlNames[character] ?? character),
    ];
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
