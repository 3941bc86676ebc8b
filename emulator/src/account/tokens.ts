import type { Context } from "../context";

export interface Token {
    readonly text: string;
    /** The token gives access to the jobs of this project, or of none if it is null. */
    readonly projectId: string | null;
    readonly issuedAt: number;
    expiresAt: number;
}

/** Keeps the issued tokens, and the configured token that needs no authentication call. */
export class TokenStore {
    private readonly tokens = new Map<string, Token>();
    private expiredReadyToken: string | null = null;

    constructor(private readonly context: Context) {}

    issue(projectId: string | null): Token {
        const { options, clock, random } = this.context;
        const text = `EMULATOR-${random(48).toString("base64url")}`.padEnd(options.tokenLength, "x");
        const issuedAt = clock.now();
        const token = { text, projectId, issuedAt, expiresAt: issuedAt + options.tokenLifetime * 1000 };
        this.tokens.set(text, token);
        return token;
    }

    /** Finds a token. "ready" is the token of the options, which gives access to every project of the account. */
    find(text: string): Token | "ready" | "expired" | null {
        if (text !== "" && text === this.context.options.token)
            return text === this.expiredReadyToken ? "expired" : "ready";
        const token = this.tokens.get(text);
        if (!token) return null;
        return token.expiresAt > this.context.clock.now() ? token : "expired";
    }

    /** Expires all tokens. The configured one stays expired until the option is set to another. */
    expireAll(): void {
        for (const token of this.tokens.values()) token.expiresAt = this.context.clock.now();
        this.expiredReadyToken = this.context.options.token;
    }
}
