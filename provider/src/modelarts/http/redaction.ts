import { replaceLoneSurrogates } from "./request";

/** Maximum length of redacted text: a server may send millions of characters. */
const maxTextLength = 10_000;

/** Removes the secrets of a connection from text that a server sent. */
export class Redactor {
    private readonly secrets = new Set<string>();
    private readonly accessKeys = new Set<string>();
    private pattern: RegExp | undefined;

    /** Adds a secret of the settings, or one that the connection has obtained later, such as a token. */
    add(secret: string): void {
        for (const form of listForms(secret)) if (form !== "") this.secrets.add(form);
        this.pattern = undefined;
    }

    /** Adds an access key, which is shortened in texts, so that it can still be recognized. */
    addAccessKey(accessKey: string): void {
        this.accessKeys.add(accessKey);
    }

    /** Returns the text, cut at its maximum length, without secrets. */
    redact(text: string): string {
        let result = this.hideSecrets(text)
            .replace(/Signature=[0-9a-f]+/gi, "Signature=[hidden]")
            // Signatures may stand without their name.
            .replace(/[0-9a-f]{64,}/gi, "[hidden]");
        for (const key of this.accessKeys) result = result.replaceAll(key, `${key.slice(0, 4)}…`);
        return result;
    }

    /** Replaces all secrets in one pass, so that replacements are not searched again. */
    private hideSecrets(text: string): string {
        const secrets = [...this.secrets].sort((a, b) => b.length - a.length);
        if (secrets[0] === undefined) return text.slice(0, maxTextLength);
        this.pattern ??= new RegExp(secrets.map(escapeRegExp).join("|"), "g");
        let output = "";
        let position = 0;
        // A secret at the place where the text is cut is searched as a whole.
        for (const match of text.slice(0, maxTextLength + secrets[0].length).matchAll(this.pattern)) {
            if (match.index >= maxTextLength) break;
            output += `${text.slice(position, match.index)}[hidden]`;
            position = match.index + match[0].length;
        }
        return output + text.slice(position, Math.max(position, maxTextLength));
    }
}

function escapeRegExp(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

const htmlNames: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** Returns the forms of a secret in addresses, web forms, JSON, headers and pages. */
function listForms(secret: string): string[] {
    const encodableSecret = replaceLoneSurrogates(secret);
    const urlForm = encodeURIComponent(encodableSecret);
    const jsonForm = JSON.stringify(secret).slice(1, -1);
    return [
        secret,
        encodableSecret,
        urlForm,
        urlForm.replace(/%../g, (escape) => escape.toLowerCase()),
        encodeURI(encodableSecret),
        new URLSearchParams([["", secret]]).toString().slice(1),
        jsonForm,
        jsonForm.replace(
            /[^ -~]/g,
            (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
        ),
        // Headers are read as Latin-1.
        Buffer.from(secret, "utf8").toString("latin1"),
        secret.replace(/[&<>"']/g, (character) => htmlNames[character] ?? character),
    ];
}
