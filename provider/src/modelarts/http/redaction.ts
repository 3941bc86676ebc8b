import { replaceLoneSurrogates } from "./request";

/** Nobody is shown more of what a server sent; a server may send millions. */
const maxTextLength = 10_000;

/** Takes the secrets of a connection out of text that a server sent. */
export class Redactor {
    private readonly secrets = new Set<string>();
    private pattern: RegExp | undefined;

    constructor(
        secrets: readonly string[],
        private readonly accessKey?: string,
    ) {
        for (const secret of secrets) this.add(secret);
    }

    /** A secret that came up later, such as the token of a log-in. */
    add(secret: string): void {
        for (const form of listForms(secret)) if (form !== "") this.secrets.add(form);
        this.pattern = undefined;
    }

    /** The begin of a long text. An access key is shortened, so that a person still sees which one it was. */
    redact(text: string): string {
        const result = this.hideSecrets(text)
            .replace(/Signature=[0-9a-f]+/gi, "Signature=[hidden]")
            // A signature without its name.
            .replace(/[0-9a-f]{64,}/gi, "[hidden]");
        return this.accessKey === undefined
            ? result
            : result.replaceAll(this.accessKey, `${this.accessKey.slice(0, 4)}…`);
    }

    /** In one pass: what stands for a secret is not looked through again. */
    private hideSecrets(text: string): string {
        const secrets = [...this.secrets].sort((a, b) => b.length - a.length);
        if (secrets[0] === undefined) return text.slice(0, maxTextLength);
        this.pattern ??= new RegExp(secrets.map(escapeRegExp).join("|"), "g");
        let output = "";
        let position = 0;
        // Half a secret, where the text is cut, is looked at as a whole.
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

/** As it is, and as it looks in addresses, forms, JSON, headers and pages. */
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
        // Headers are read byte by byte.
        Buffer.from(secret, "utf8").toString("latin1"),
        secret.replace(/[&<>"']/g, (character) => htmlNames[character] ?? character),
    ];
}
