/** Regions of other clouds than the default one. */
const clouds: readonly (readonly [region: RegExp, cloud: string])[] = [
    [/^eu-west-1/, "myhuaweicloud.eu"],
    [/^eu-(de|nl)$/, "otc.t-systems.com"],
    [/^eu-ch2$/, "sc.otc.t-systems.com"],
];

const regionPattern = /^[a-z]{2}-[a-z]+(-?\d+)?$/;

/** The domain of the cloud where it is not set: from the IAM endpoint, else from the region. */
export function resolveCloud(region: string, authUrl: string | undefined): string {
    const host = authUrl === undefined ? undefined : /^(?:https?:\/\/)?iam\.([^/:?#]+)/i.exec(authUrl)?.[1];
    const [first = "", ...rest] = host?.split(".") ?? [];
    // The IAM endpoint may be that of another region of the same cloud.
    const cloud = first === region || regionPattern.test(first) ? rest.join(".") : host;
    if (cloud?.includes(".") === true) return cloud;
    return clouds.find(([regions]) => regions.test(region))?.[1] ?? "myhuaweicloud.com";
}

export function modelartsHost(region: string, cloud: string): string {
    const isException = region === "ap-southeast-1" && cloud === "myhuaweicloud.com";
    return `modelarts.${region}.${isException ? "myhuaweicloud.cn" : cloud}`;
}

/**
 * The canonical form of an endpoint: `https` where the text has no scheme, no last slash; a port and a base path stay.
 * `undefined` where the text is not the address of a service.
 */
export function parseEndpoint(text: string): string | undefined {
    const input = text.trim();
    const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(input) ? input : `https://${input}`;
    // Where the host is missing, the runtime would take the begin of the path for it.
    if (!/^[^/]+:\/\/[^/\\]/.test(address) || !URL.canParse(address)) return undefined;
    const { protocol, origin, pathname, search, hash, username, password } = new URL(address);
    if (!/^https?:$/.test(protocol) || search + hash + username + password !== "") return undefined;
    return `${origin}${pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "")}`;
}

/** An IAM endpoint without the version of its API, with which users set it or not. */
export function stripVersion(endpoint: string): string {
    return endpoint.replace(/(?<!\/)\/v3(\.0)?$/, "");
}
