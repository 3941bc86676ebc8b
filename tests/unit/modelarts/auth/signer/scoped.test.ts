import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { createSigningHeaders } from "../../../../../provider/src/modelarts/auth/signer";
import { accessKey, signingTime, requestParts, sdkDate, unsignedRequest } from "./signedRequests";

/** A signed request as a server receives it. */
interface ReceivedRequest {
    readonly method: string;
    /** The path and the query as they are on the wire. */
    readonly target: string;
    /** The headers with lower-case names, and with `host`. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
}

const hash = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");
const hmac = (key: Buffer | string, data: string) => createHmac("sha256", key).update(data).digest();

/** Percent-encodes each byte by RFC 3986. */
function encode(bytes: Buffer): string {
    return [...bytes]
        .map((byte) => {
            const character = String.fromCharCode(byte);
            if (/[A-Za-z0-9\-._~]/.test(character)) return character;
            return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
        })
        .join("");
}

/** Decodes percent escapes; a plus sign stays a plus sign. */
function decode(part: string): Buffer {
    const pieces = part.split(/(%[0-9A-Fa-f]{2})/);
    const bytes = pieces.map((piece, i) =>
        Buffer.from(i % 2 === 1 ? piece.slice(1) : piece, i % 2 === 1 ? "hex" : "utf8"),
    );
    return Buffer.concat(bytes);
}

const reencode = (part: string) => encode(decode(part));

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

function canonicalRequest(
    { method, target, headers, body }: ReceivedRequest,
    signedHeaders: readonly string[],
): string {
    const [path = "", query = ""] = target.split("?");
    const segments = path.split("/").map(reencode).join("/");
    const pairs = query
        .split("&")
        .filter((pair) => pair !== "")
        .map((pair) => pair.split(/=(.*)/s))
        .map(([name = "", value = ""]) => ({ name: reencode(name), value: reencode(value) }))
        .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value));
    return [
        method,
        segments.endsWith("/") ? segments : `${segments}/`,
        pairs.map(({ name, value }) => `${name}=${value}`).join("&"),
        ...signedHeaders.map((name) => `${name}:${headers[name] ?? ""}`),
        "",
        signedHeaders.join(";"),
        hash(body),
    ].join("\n");
}

/** Computes the `Authorization` header of the scoped form by the documentation of the service. */
function scopedAuthorization(
    request: ReceivedRequest,
    key: { readonly accessKey: string; readonly secretKey: string },
    region: string,
    service: string,
): string {
    const date = request.headers["x-sdk-date"] ?? "";
    const day = date.slice(0, 8);
    const scope = `${day}/${region}/${service}/sdk_request`;
    const signedHeaders = Object.keys(request.headers).sort();
    const toSign = ["SDK-HMAC-SHA256", date, scope, hash(canonicalRequest(request, signedHeaders))].join(
        "\n",
    );
    const signingKey = hmac(hmac(hmac(hmac(`SDK${key.secretKey}`, day), region), service), "sdk_request");
    const signature = hmac(signingKey, toSign).toString("hex");
    return `SDK-HMAC-SHA256 Credential=${key.accessKey}/${scope}, SignedHeaders=${signedHeaders.join(";")}, Signature=${signature}`;
}

const signingScope = fc.record({
    region: fc.constantFrom("eu-de", "eu-nl", "cn-north-4"),
    service: fc.constantFrom("modelarts", "iam"),
});

/** Returns the request that a server receives when it is sent to `href` with these headers. */
function receive(method: string, href: string, headers: Record<string, string>, body = ""): ReceivedRequest {
    const [, host = "", target = ""] = /^https?:\/\/([^/?]+)(.*)$/s.exec(href) ?? [];
    const all = Object.entries({ ...headers, host }).filter(([name]) => name !== "Authorization");
    const receivedHeaders = all.map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()]);
    return { method, target, headers: Object.fromEntries(receivedHeaders), body: Buffer.from(body) };
}

describe("a signature in the scoped form", () => {
    test("is the one that a server computes, with and without a security token", () => {
        fc.assert(
            fc.property(requestParts, accessKey, signingTime, signingScope, (request, key, now, scope) => {
                const { method, url, headers, body } = unsignedRequest(request);
                const signingHeaders = createSigningHeaders(unsignedRequest(request), key, now, scope);
                const receivedRequest = receive(method, url.href, { ...headers, ...signingHeaders }, body);
                expect(signingHeaders["Authorization"]).toBe(
                    scopedAuthorization(receivedRequest, key, scope.region, scope.service),
                );
                expect(signingHeaders["X-Sdk-Date"]).toBe(sdkDate(now));
                expect(signingHeaders["X-Security-Token"]).toBe(key.securityToken);
            }),
            { numRuns: 400 },
        );
    });

    const key = { accessKey: "FAKEACCESSKEY0000001", secretKey: "fake-secret-key-for-tests" };
    const scope = { region: "eu-de", service: "modelarts" };
    const now = new Date("2024-01-31T23:59:59Z");

    test.each([
        ["a plus sign", "/v1/p/visualization-jobs?search_content=a+b"],
        ["an escaped plus sign", "/v1/p/visualization-jobs?search_content=a%2Bb"],
        ["a lower-case escape", "/v1/p/visualization-jobs?search_content=%c3%a9"],
        ["a bare percent sign", "/v1/p/visualization-jobs?search_content=100%"],
        ["an equals sign in a value", "/v1/p/visualization-jobs?search_content=a=b"],
        ["a parameter without a value", "/v1/p/visualization-jobs?page"],
        ["parameters out of order", "/v1/p/visualization-jobs?page=2&order=asc&page=1"],
        ["characters that need escapes", "/v1/p/visualization-jobs?search_content=é <\">'"],
        ["an escaped slash in the path", "/v1/p/visualization-jobs/a%2Fb"],
        ["characters of the path that need escapes", "/base path/é/v1/p/visualization-jobs"],
        ["a last slash", "/v1/p/visualization-jobs/"],
        ["no path", ""],
    ])("covers the URL as it is sent, with %s", (_, target) => {
        const url = new URL(`https://modelarts.example.org${target}`);
        const signingHeaders = createSigningHeaders({ method: "GET", url, headers: {} }, key, now, scope);
        const receivedRequest = receive("GET", url.href, signingHeaders);
        expect(signingHeaders["Authorization"]).toBe(
            scopedAuthorization(receivedRequest, key, scope.region, scope.service),
        );
    });

    test("covers a header value without the spaces around it", () => {
        const url = new URL("https://modelarts.example.org/v1");
        const headers = { "X-Project-Id": "  p  " };
        const signingHeaders = createSigningHeaders({ method: "GET", url, headers }, key, now, scope);
        const receivedRequest = receive("GET", url.href, { ...headers, ...signingHeaders });
        expect(signingHeaders["Authorization"]).toBe(
            scopedAuthorization(receivedRequest, key, scope.region, scope.service),
        );
    });

    test("covers the port only when the URL has one", () => {
        const sign = (address: string) =>
            createSigningHeaders({ method: "GET", url: new URL(address), headers: {} }, key, now, scope)[
                "Authorization"
            ];
        expect(sign("https://modelarts.example.org:443/")).toBe(sign("https://modelarts.example.org/"));
        expect(sign("https://modelarts.example.org:8443/")).not.toBe(sign("https://modelarts.example.org/"));
    });

    test("of a stop without a body is the one of hmac and hashlib of Python", () => {
        const project = "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e";
        const url = new URL(`https://modelarts.eu-de.example.org/v1/${project}/visualization-jobs/8992/stop`);
        const request = { method: "POST", url, headers: { "X-Project-Id": project } };
        expect(createSigningHeaders(request, key, now, scope)["Authorization"]).toBe(
            "SDK-HMAC-SHA256 Credential=FAKEACCESSKEY0000001/20240131/eu-de/modelarts/sdk_request, " +
                "SignedHeaders=host;x-project-id;x-sdk-date, Signature=680d3abf358beb6bad63aa5a76495aab9dac77683a957ba301aa7a1f47cda3ef",
        );
    });
});
