/** A request as it is sent. */
export interface HttpRequest {
    readonly method: string;
    readonly url: URL;
    /** Headers without `Host`, which comes from the URL. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
}

/** Returns text with each lone surrogate, which UTF-8 cannot encode, replaced by U+FFFD. */
export function replaceLoneSurrogates(text: string): string {
    return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Percent-encodes all but the unreserved characters of RFC 3986. */
export function percentEncode(text: string): string {
    return encodeURIComponent(replaceLoneSurrogates(text)).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}
