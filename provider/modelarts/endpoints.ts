import { ModelArtsFailure } from "./failures";

/** Regions that are not of the default cloud. */
const clouds: readonly (readonly [region: RegExp, cloud: string])[] = [
    [/^eu-west-1/, "myhuaweicloud.eu"],
    [/^eu-(de|nl)$/, "otc.t-systems.com"],
    [/^eu-ch2$/, "sc.otc.t-systems.com"],
];

/** The domain of the cloud, where it is not set: what the IAM endpoint shows, else what the region tells. */
export function cloudOf(region: string, authUrl: string | undefined): string {
    const host = authUrl === undefined ? undefined : /^(?:https?:\/\/)?iam\.([^/:]+)/i.exec(authUrl)?.[1];
    const cloud = host?.startsWith(`${region}.`) === true ? host.slice(region.length + 1) : host;
    if (cloud?.includes(".") === true) return cloud;
    return clouds.find(([regions]) => regions.test(region))?.[1] ?? "myhuaweicloud.com";
}

export function modelartsOf(region: string, cloud: string): string {
    const exception = region === "ap-southeast-1" && cloud === "myhuaweicloud.com";
    return `modelarts.${region}.${exception ? "myhuaweicloud.cn" : cloud}`;
}

/** `https` where no scheme is given, no last slash; a port and a base path stay. */
export function endpointOf(text: string, what: string): string {
    const given = text.trim();
    const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`;
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (
        url === undefined ||
        !/^https?:$/.test(url.protocol) ||
        `${url.search}${url.hash}${url.username}` !== ""
    ) {
        throw new ModelArtsFailure({
            kind: "settings",
            attempted: "connect to ModelArts",
            because: `${what} is not a web address`,
            advice: "It must be like https://modelarts.example.org, a port and a path allowed.",
        });
    }
    return `${url.origin}${url.pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "")}`;
}

/** The IAM endpoint is given with or without the version of its API. */
export function withoutVersion(endpoint: string): string {
    return endpoint.replace(/\/v3(\.0)?$/, "");
}
