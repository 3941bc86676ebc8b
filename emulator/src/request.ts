import { isRecord, parseJson } from "./json";
import { findRoute, type Route } from "./route";
import { ServiceError } from "./serviceError";

/** Describes a request as it comes over the wire. */
export interface RawRequest {
    readonly method: string;
    /** Contains the path and the query. */
    readonly target: string;
    /** Contains the name and the value of each header, one after the other. */
    readonly rawHeaders: readonly string[];
    /** @defaultValue no body */
    readonly body?: Buffer;
    /** Says whether the connection has carried a request before. @defaultValue false */
    readonly reused?: boolean;
    /** Aborts when the client closes the connection. */
    readonly signal?: AbortSignal;
}

export interface IncomingRequest extends RawRequest {
    readonly path: string;
    /** Contains the text after the `?`, not decoded. */
    readonly query: string;
    /** Maps lower-case names to values. Commas join the values of a header that is sent twice. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
    readonly route: Route;
}

export interface RecordedRequest extends Route {
    /** Counts the requests from 1, also after the log was cleared. */
    readonly n: number;
    /** Time in ISO 8601, by the emulator's clock. */
    readonly at: string;
    readonly method: string;
    /** Contains the path with the query as it came over the wire. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    /** Contains the raw body. It is empty where there was none. */
    readonly body: string;
    /** Contains the HTTP status if one was sent. */
    status?: number;
    /** Is "pending", "responded", "closed by client", "response", or the kind of the fault that ended it. */
    outcome: string;
}

export function readRequest(raw: RawRequest, basePath: string): IncomingRequest {
    const [path = "", ...query] = raw.target.split("?");
    const headers: Record<string, string> = {};
    for (let i = 0; i + 1 < raw.rawHeaders.length; i += 2) {
        const name = (raw.rawHeaders[i] ?? "").toLowerCase();
        const value = (raw.rawHeaders[i + 1] ?? "").trim();
        const previous = headers[name];
        headers[name] = previous === undefined ? value : `${previous},${value}`;
    }
    const { body = Buffer.alloc(0), method } = raw;
    return { ...raw, path, query: query.join("?"), headers, body, route: findRoute(method, path, basePath) };
}

export function hasJsonType({ headers }: IncomingRequest): boolean {
    return /^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "");
}

/** Reads the JSON object in the body of a request. Throws a ServiceError with this code. */
export function readJsonObject(request: IncomingRequest, code: string): Record<string, unknown> {
    if (!hasJsonType(request)) throw new ServiceError(code, "The Content-Type must be application/json.");
    const value = parseJson(request.body.toString("utf8"));
    if (value === undefined) throw new ServiceError(code, "The request body is not valid JSON.");
    if (!isRecord(value)) throw new ServiceError(code, "The request body must be a JSON object.");
    return value;
}

export function rejectBody({ headers, body }: IncomingRequest): void {
    if (body.length > 0 || /form/i.test(headers["content-type"] ?? ""))
        throw new ServiceError("ModelArts.0101", "This call takes no request body.");
}
