import type { Context } from "../context";
import type { Json, JsonResponse } from "../json";
import type { IncomingRequest } from "../request";
import type { TokenStore } from "./tokens";

/** Returns the version document of IAM, which needs no credentials. */
export function showVersion({ url }: Context): JsonResponse {
    const version = {
        id: "v3.6",
        status: "stable",
        updated: "2016-04-04T00:00:00Z",
        links: [{ rel: "self", href: `${url}/v3/` }],
        "media-types": [{ base: "application/json", type: "application/vnd.openstack.identity-v3+json" }],
    };
    return { status: 200, body: { version } };
}

/** Returns the services of the project of the request's token, or with a signature those of the project of the keys. */
export function showCatalog(request: IncomingRequest, context: Context, tokens: TokenStore): JsonResponse {
    const token = tokens.find(request.headers["x-auth-token"] ?? "");
    const projectId =
        token === null || typeof token === "string" ? context.options.projectId : token.projectId;
    const links = { next: null, previous: null, self: `${context.url}/v3/auth/catalog` };
    return { status: 200, body: { catalog: listServices(projectId ?? undefined, context), links } };
}

/** Lists ModelArts as Open Telekom Cloud does, and under the type for which that cloud's own client asks. */
export function listServices(projectId: string | undefined, { options, url, basePath }: Context): Json[] {
    const service = (type: string, region: string, ...addresses: readonly string[]) => ({
        type,
        name: type,
        id: `catalogue-${type}`,
        endpoints: addresses.map((address, n) => ({
            id: `endpoint-${type}-${n}`,
            interface: "public",
            region,
            region_id: region,
            url: address,
        })),
    });
    const iam = service("iam", "*", `${url}/v3`);
    if (projectId === undefined) return [iam];
    const address = (version: string) => `${url}${basePath}/${version}/${projectId}`;
    const modelarts = service("modelarts", options.region, address("v1"), address("v2"));
    return [modelarts, service("modelartsv1", options.region, address("v1")), iam];
}
