import { getProxyForUrl } from "proxy-from-env";
import { ModelArtsError } from "../errors";
import { isExcludedFromProxy } from "./noProxy";

/** A proxy, in the form that axios takes. */
export interface ProxyServer {
    readonly protocol: string;
    readonly host: string;
    readonly port: number;
    readonly auth?: { readonly username: string; readonly password: string };
}

/**
 * Returns the proxy that the environment names for an address (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, in
 * either case). User and password are decoded, since they are percent-encoded in its address.
 *
 * @throws {settings} where the variable is not an address.
 */
export function proxyFor(url: URL): ProxyServer | false {
    const noProxy = process.env["no_proxy"] ?? process.env["NO_PROXY"] ?? "";
    const address = isExcludedFromProxy(url, noProxy) ? "" : getProxyForUrl(url.href);
    if (address === "") return false;
    const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
    const proxy = URL.canParse(text) ? new URL(text) : undefined;
    if (proxy === undefined || !/^https?:$/.test(proxy.protocol)) {
        throw new ModelArtsError({
            kind: "settings",
            operation: `reach ${url.host}`,
            reason: "the environment names a proxy, but not by an address of http or https",
            hint: "Correct HTTPS_PROXY (or HTTP_PROXY, ALL_PROXY): http://proxy.example.org:3128, or name the host in NO_PROXY.",
        });
    }
    const { protocol, hostname, port, username, password } = proxy;
    return {
        protocol,
        host: hostname,
        port: Number(port || (protocol === "https:" ? 443 : 80)),
        ...(username === "" ? {} : { auth: { username: decode(username), password: decode(password) } }),
    };
}

/** Returns the secrets of the proxy of an address, in every form in which a server may send them back. */
export function proxySecrets(url: URL): string[] {
    const { auth } = proxyFor(url) || {};
    if (auth === undefined || auth.password === "") return [];
    return [auth.password, Buffer.from(`${auth.username}:${auth.password}`).toString("base64")];
}

function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
