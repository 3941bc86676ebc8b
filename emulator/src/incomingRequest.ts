/** One request as it came over the wire. */
export class IncomingRequest {
    readonly path: string;
    /** What follows the question mark, undecoded. */
    readonly query: string;

    constructor(
        readonly method: string,
        readonly target: string,
        private readonly rawHeaders: readonly string[],
        readonly body: Buffer,
        /** The connection has carried a request before. */
        readonly reused: boolean,
    ) {
        const mark = target.indexOf("?");
        this.path = mark < 0 ? target : target.slice(0, mark);
        this.query = mark < 0 ? "" : target.slice(mark + 1);
    }

    header(name: string): string | undefined {
        return this.headers()[name.toLowerCase()];
    }

    /** By lower-case name; what is sent twice is joined by commas. */
    headers(): Record<string, string> {
        const headers: Record<string, string> = {};
        for (let i = 0; i + 1 < this.rawHeaders.length; i += 2) {
            const name = (this.rawHeaders[i] ?? "").toLowerCase();
            const value = (this.rawHeaders[i + 1] ?? "").trim();
            const previous = headers[name];
            headers[name] = previous === undefined ? value : `${previous},${value}`;
        }
        return headers;
    }
}
