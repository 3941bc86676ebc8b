import fc from "fast-check";
import { text } from "./texts";

/** Addresses, and texts that are similar to one. */
export const address = fc
    .tuple(
        fc.constantFrom("https://", "http://", "", "ftp://", "//", "HTTPS://", "iam."),
        fc.oneof(
            fc.constantFrom("gw.example.org", "127.0.0.1:1", "[::1]:8", "iam.eu-de.otc.t-systems.com"),
            text,
        ),
        fc.oneof(fc.constantFrom("", "/", "/v3", "/v3/", "/a//b/../c", "?x=1", "#y", ":99999"), text),
    )
    .map((parts) => parts.join(""));

export function expectValidEndpoint(endpoint: string): void {
    const { origin, username, password } = new URL(endpoint);
    // A path can be put behind it, and the host stays.
    expect(endpoint.startsWith(origin)).toBe(true);
    expect(new URL(`${endpoint}/v1/x`).origin).toBe(origin);
    expect(endpoint).not.toMatch(/\/$|[?#\s]/);
    expect(username + password).toBe("");
}
