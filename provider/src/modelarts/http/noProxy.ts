import { BlockList, isIP } from "node:net";

/**
 * Returns whether `NO_PROXY` excludes an address from the proxy. It is a list of entries with commas or spaces between
 * them: `example.org` is this host and those below it; `.example.org` and `*.example.org` are those below it;
 * `10.0.0.0/8` is a network; `*` is every host. `:443` at the end of an entry limits it to a port. A loopback address
 * is excluded only by its own entry.
 */
export function isExcludedFromProxy(url: URL, noProxy: string): boolean {
    const host = url.hostname.replace(/^\[|\]$|\.$/g, "").toLowerCase();
    const port = url.port || (url.protocol === "https:" ? "443" : "80");
    return noProxy
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((entry) => entry !== "")
        .some((entry) => matchesEntry(host, port, entry));
}

function matchesEntry(host: string, port: string, entry: string): boolean {
    // An IPv6 address has a port only in brackets.
    const match = /^\[(.+)\](?::(\d+))?$/.exec(entry) ?? /^([^:]*)(?::(\d+))?$/.exec(entry);
    const name = match?.[1] ?? entry;
    const entryPort = match?.[2];
    if (entryPort !== undefined && entryPort !== port) return false;
    if (name === "*") return true;
    const [address = "", prefix] = name.split("/");
    if (isIP(address) !== 0) return isInNetwork(host, address, prefix);
    const suffix = name.replace(/^\*/, "");
    return suffix.startsWith(".") ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

function isInNetwork(host: string, address: string, prefix: string | undefined): boolean {
    const family = isIP(host);
    if (family === 0 || family !== isIP(address)) return false;
    const type = family === 4 ? "ipv4" : "ipv6";
    const maxLength = family === 4 ? 32 : 128;
    const length = prefix === undefined ? maxLength : Number(prefix);
    if (!Number.isInteger(length) || length < 0 || length > maxLength) return false;
    const network = new BlockList();
    network.addSubnet(address, length, type);
    return network.check(host, type);
}
