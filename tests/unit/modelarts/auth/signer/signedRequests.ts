import fc from "fast-check";

/** A request in parts that are not encoded yet. */
export interface RequestParts {
    readonly method: string;
    readonly host: string;
    readonly segments: readonly string[];
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    /** The JSON body; `undefined` where there is none. */
    readonly data: object | undefined;
}

const text = fc.string({ unit: "grapheme", maxLength: 16 });
const letters = "abcxyzABCXYZ0189-._~".split("");
/** Texts with only the characters that a URL can hold, since the vendor's package takes a whole URL. */
const segment = fc
    .string({
        unit: fc.constantFrom(...letters, ...Array.from("!$&()*+,;=:@äé漢😀")),
        minLength: 1,
        maxLength: 12,
    })
    .filter((part) => !/^\.+$/.test(part));
const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);

export const requestParts: fc.Arbitrary<RequestParts> = fc.record({
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
    host: fc.constantFrom("modelarts.example.org", "gw.example.org:8443", "127.0.0.1:18080"),
    segments: fc.array(segment, { maxLength: 5 }),
    query: fc.dictionary(fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_]{0,9}$/), text, { maxKeys: 5 }),
    headers: fc.record(
        {
            Accept: headerValue,
            "Content-Type": headerValue,
            "X-Project-Id": headerValue,
            "X-Sdk-Extra": headerValue,
        },
        { requiredKeys: [] },
    ),
    data: fc.option(fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }), { nil: undefined }),
});

export const accessKey = fc.record(
    {
        accessKey: fc.stringMatching(/^FAKE[A-Z0-9]{16}$/),
        secretKey: fc.string({ minLength: 1, maxLength: 40 }),
        securityToken: headerValue,
    },
    { requiredKeys: ["accessKey", "secretKey"] },
);

export const signingTime = fc.date({
    min: new Date("2000-01-01"),
    max: new Date("2099-12-31"),
    noInvalidDate: true,
});

/** `yyyyMMddTHHmmssZ` */
export function sdkDate(time: Date): string {
    return time.toISOString().replace(/[-:]|\.\d+/g, "");
}

export function pathOf({ segments }: RequestParts): string {
    return `/${segments.join("/")}`;
}

/** Returns the request that the HTTP client gives to the signer. */
export function unsignedRequest(request: RequestParts): {
    method: string;
    url: URL;
    headers: Record<string, string>;
    body?: string;
} {
    const { method, host, query, headers, data } = request;
    const search = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join("="));
    const url = new URL(`https://${host}${pathOf(request)}?${search.join("&")}`);
    return {
        method,
        url,
        headers: { ...headers },
        ...(data === undefined ? {} : { body: JSON.stringify(data) }),
    };
}
