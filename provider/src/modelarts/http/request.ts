/** What goes out, byte by byte. */
export interface HttpRequest {
    readonly method: string;
    readonly url: URL;
    /** Without `Host`, which is taken from the URL. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
}

/** Half a character, which no encoding can carry, becomes the sign for what cannot be read. */
export function replaceLoneSurrogates(text: string): string {
    return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** RFC 3986: everything but the unreserved characters. */
export function percentEncode(text: string): string {
    return encodeURIComponent(replaceLoneSurrogates(text)).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}
