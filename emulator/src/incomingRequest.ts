/** A request as it comes over the wire. */
export interface RawRequest {
    readonly method: string;
    /** Path and query. */
    readonly target: string;
    /** Names and values in turn. */
    readonly rawHeaders: readonly string[];
    /** Default: no body. */
    readonly body?: Buffer;
    /** Whether the connection has carried a request before; default false. */
    readonly reused?: boolean;
    /** Aborts when the client closes the connection. */
    readonly signal?: AbortSignal;
}

/** A request in parts. */
export class IncomingRequest {
    readonly method: string;
    readonly target: string;
    readonly path: string;
    /** What follows the question mark, undecoded. */
    readonly query: string;
    readonly body: Buffer;
    /** By lower-case name; what is sent twice is joined by commas. */
    readonly headers: Readonly<Record<string, string>>;

    constructor({ method, target, rawHeaders, body = Buffer.alloc(0) }: RawRequest) {
        const mark = target.indexOf("?");
        this.method = method;
        this.target = target;
        this.path = mark < 0 ? target : target.slice(0, mark);
        this.query = mark < 0 ? "" : target.slice(mark + 1);
        this.body = body;
        this.headers = joinHeaders(rawHeaders);
    }

    header(name: string): string | undefined {
        return this.headers[name.toLowerCase()];
    }
}

function joinHeaders(rawHeaders: readonly string[]): Record<string, string> {
    const headers: Record<string, string> = {};
    for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
        const name = (rawHeaders[i] ?? "").toLowerCase();
        const value = (rawHeaders[i + 1] ?? "").trim();
        const previous = headers[name];
        headers[name] = previous === undefined ? value : `${previous},${value}`;
    }
    return headers;
}
