/** Regions of other clouds than the default one. */
const clouds: readonly (readonly [region: RegExp, cloud: string])[] = [
    [/^eu-west-0$/, "prod-cloud-ocb.orange-business.com"],
    [/^eu-west-1/, "myhuaweicloud.eu"],
    [/^eu-(de|nl)$/, "otc.t-systems.com"],
    [/^eu-ch2$/, "sc.otc.t-systems.com"],
    [/^ru-moscow-1$/, "hc.sbercloud.ru"],
];
const defaultCloud = "myhuaweicloud.com";
const publicClouds = [...clouds.map(([, cloud]) => cloud), defaultCloud];

const regionPattern = /^[a-z]{2}-[a-z]+(-?\d+)?$/;
/** The host of an IAM endpoint. The Swiss Open Telekom Cloud and Huawei Cloud Stack have names of their own for IAM. */
const iamHostPattern = /^(?:https?:\/\/)?(?:iam|iam-pub|iam-apigateway-proxy)\.([^/:?#]+)/i;

/** Returns the region of an IAM endpoint, or `undefined` where its host has none. */
export function regionOfIam(authUrl: string | undefined): string | undefined {
    const [first = ""] = iamHostPattern.exec(authUrl ?? "")?.[1]?.split(".") ?? [];
    return regionPattern.test(first) ? first : undefined;
}

/** Returns the domain of the cloud where it is not set: from the IAM endpoint, else from the region. */
export function resolveCloud(region: string, authUrl: string | undefined): string {
    const host = authUrl === undefined ? undefined : iamHostPattern.exec(authUrl)?.[1];
    const [first = "", ...rest] = host?.split(".") ?? [];
    // The IAM endpoint may be that of another region of the same cloud.
    const cloud = first === region || regionPattern.test(first) ? rest.join(".") : host;
    if (cloud?.includes(".") === true) return cloud;
    return clouds.find(([regions]) => regions.test(region))?.[1] ?? defaultCloud;
}

export function modelartsHost(region: string, cloud: string): string {
    const isException = region === "ap-southeast-1" && cloud === defaultCloud;
    return `modelarts.${region}.${isException ? "myhuaweicloud.cn" : cloud}`;
}

export function iamHost(region: string, cloud: string): string {
    return `${cloud === "sc.otc.t-systems.com" ? "iam-pub" : "iam"}.${region}.${cloud}`;
}

/** Returns a hint at another endpoint where this one does not respond, or `undefined` where none is known. */
export function alternativeHint(endpoint: string): string | undefined {
    const { hostname } = new URL(endpoint);
    const [service = "", region = "", ...rest] = hostname.split(".");
    const cloud = rest.join(".");
    if (hostname === "modelarts.ap-southeast-1.myhuaweicloud.cn")
        return "The endpoint of this region may be modelarts.ap-southeast-1.myhuaweicloud.com: set huaweicloud:endpoints.";
    if (!/^(iam|modelarts)$/.test(service)) return undefined;
    if (cloud === defaultCloud)
        return "If the region belongs to another cloud, set huaweicloud:cloud (or HW_CLOUD).";
    if (cloud === "hc.sbercloud.ru")
        return "This cloud is at hc.cloud.ru too: set huaweicloud:cloud (or HW_CLOUD).";
    if (service !== "iam" || !cloud.includes(".") || publicClouds.includes(cloud)) return undefined;
    return `On Huawei Cloud Stack IAM may be iam-apigateway-proxy.${region}.${cloud}: set huaweicloud:authUrl (or HW_AUTH_URL).`;
}

/**
 * Returns the canonical form of an endpoint: with `https` where the text has no scheme, and without the last slash; a port
 * and a base path stay. The result is `undefined` where the text is not the address of a service.
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

/** Returns an IAM endpoint without the version of its API, with which users set it or not. */
export function stripVersion(endpoint: string): string {
    return endpoint.replace(/(?<!\/)\/v3(\.0)?$/, "");
}
