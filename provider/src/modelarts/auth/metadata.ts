import http from "node:http";
import https from "node:https";
import type { Clock } from "../clock";
import { ModelArtsError } from "../errors";
import type { Limits } from "../limits";

const tokenPath = "/meta-data/latest/api/token";
const keyPath = "/openstack/latest/securitykey";
/** Time for one request. The address is on the machine's own network. */
const limitMs = 5000;
const attempts = 3;
const retryDelayMs = 1000;
const maxBytes = 64 * 1024;

interface MetadataResponse {
    readonly status: number;
    readonly text: string;
}

/**
 * Reads the temporary access key of the machine's agency, as JSON. Asks for a token first, which a hardened machine demands;
 * an older one does not know it (404 or 405), and responds without. No proxy is used.
 *
 * Source: the vendor's ECS guide, "Obtaining Metadata", and huaweicloud-sdk-go-v3, `core/auth/internal/metadata.go`.
 *
 * @throws {settings} where the machine has no agency.
 * @throws {network} where nothing responds at the address.
 */
export async function readMetadata(address: string, limits: Limits, clock: Clock): Promise<string> {
    const fail = (kind: "settings" | "network", reason: string, hint: string): ModelArtsError =>
        new ModelArtsError({
            kind,
            operation: `get credentials from the metadata address ${address}`,
            reason,
            hint,
        });
    for (let attempt = 1; ; attempt++) {
        try {
            const { status, text } = await readKey(address, limits);
            if (status === 200) return text;
            if (status < 500) {
                throw fail(
                    "settings",
                    `it responds with HTTP status ${status}`,
                    "Give the machine an agency, on the page of the ECS in the console.",
                );
            }
            if (attempt === attempts)
                throw fail("network", `it responds with HTTP status ${status}`, "Try again later.");
        } catch (error) {
            limits.signal?.throwIfAborted();
            if (error instanceof ModelArtsError) throw error;
            if (attempt === attempts) {
                const { code = "no response in time" } = error as NodeJS.ErrnoException;
                throw fail(
                    "network",
                    `nothing responds there (${code})`,
                    "Only an ECS of the cloud has this address: elsewhere unset huaweicloud:metadata (or HW_METADATA).",
                );
            }
        }
        await clock.sleep(retryDelayMs, limits.signal);
    }
}

async function readKey(address: string, limits: Limits): Promise<MetadataResponse> {
    const token = await request(
        "PUT",
        address + tokenPath,
        { "X-Metadata-Token-Ttl-Seconds": "21600" },
        limits,
    );
    if (token.status !== 200 && token.status !== 404 && token.status !== 405) return token;
    const headers: Record<string, string> =
        token.status === 200 ? { "X-Metadata-Token": token.text.trim() } : {};
    return request("GET", address + keyPath, headers, limits);
}

function request(
    method: "GET" | "PUT",
    address: string,
    headers: Record<string, string>,
    { signal }: Limits,
): Promise<MetadataResponse> {
    const url = new URL(address);
    const client = url.protocol === "https:" ? https : http;
    const timeout = AbortSignal.timeout(limitMs);
    return new Promise((resolve, reject) => {
        const clientRequest = client.request(
            url,
            { method, headers, signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]) },
            (response) => {
                const chunks: Buffer[] = [];
                let size = 0;
                response.on("data", (chunk: Buffer) => {
                    size += chunk.length;
                    if (size > maxBytes) clientRequest.destroy(new Error("The response is too long"));
                    chunks.push(chunk);
                });
                response.on("error", reject);
                response.on("end", () => {
                    resolve({
                        status: response.statusCode ?? 0,
                        text: Buffer.concat(chunks).toString("utf8"),
                    });
                });
            },
        );
        clientRequest.on("error", reject);
        clientRequest.end();
    });
}
