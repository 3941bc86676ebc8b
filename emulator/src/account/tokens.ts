import type { ServiceClock } from "../clock";
import type { Options } from "../options/options";
import type { RandomBytes } from "../random";

export interface Token {
    readonly text: string;
    /** The project whose jobs it gives access to; null: none. */
    readonly projectId: string | null;
    readonly issuedAt: number;
    expiresAt: number;
}

/** The issued tokens, and the configured token that needs no authentication call. */
export class TokenStore {
    private readonly tokens = new Map<string, Token>();
    private expiredReadyToken: string | null = null;

    constructor(
        private readonly options: Options,
        private readonly clock: ServiceClock,
        private readonly randomBytes: RandomBytes,
    ) {}

    issue(projectId: string | null): Token {
        const text = `EMULATOR-${this.randomBytes(48).toString("base64url")}`;
        const issuedAt = this.clock.now();
        const expiresAt = issuedAt + this.options.tokenLifetime * 1000;
        const token: Token = { text, projectId, issuedAt, expiresAt };
        this.tokens.set(text, token);
        return token;
    }

    /** "ready" is the token of the options: it opens every project of the account. */
    find(text: string): Token | "ready" | "expired" | null {
        if (text !== "" && text === this.options.token)
            return text === this.expiredReadyToken ? "expired" : "ready";
        const token = this.tokens.get(text);
        if (!token) return null;
        return token.expiresAt > this.clock.now() ? token : "expired";
    }

    /** Expires all tokens. The configured one stays expired until the option is set to another. */
    expireAll(): void {
        for (const token of this.tokens.values()) token.expiresAt = this.clock.now();
        this.expiredReadyToken = this.options.token;
    }
}
