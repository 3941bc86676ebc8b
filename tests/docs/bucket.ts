import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "s3rver";

/** The only pair of keys that this server knows. */
export const bucketKeys = { accessKey: "S3RVER", secretKey: "S3RVER" };

/** An object storage with one bucket, on this machine. */
export interface Bucket {
    /** Of the server. */
    readonly url: string;
    /** What came over the wire since it was started, without what was asked by the methods here. */
    readonly requests: readonly Pick<IncomingMessage, "method" | "url" | "headers">[];
    /** The text of each object, by its key. */
    objects(): Promise<Map<string, string>>;
    put(key: string, text: string): Promise<void>;
    close(): Promise<void>;
}

export async function startBucket(name: string): Promise<Bucket> {
    const directory = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-bucket-"));
    const options = { address: "127.0.0.1", port: 0, silent: true, directory };
    const server = new S3rver({ ...options, configureBuckets: [{ name }] });
    const { port } = await server.run();
    const url = `http://127.0.0.1:${port}`;
    const requests: IncomingMessage[] = [];
    server.httpServer.prependListener("request", (request: IncomingMessage) => {
        if (request.headers.authorization !== undefined) requests.push(request);
    });
    // Without keys: the server lets everybody in who shows none.
    const sendRequest = async (rest: string, init?: RequestInit): Promise<string> => {
        const response = await fetch(`${url}/${name}${rest}`, init);
        if (!response.ok) throw new Error(`The bucket answered ${response.status} for ${rest}.`);
        return response.text();
    };
    return {
        url,
        requests,
        async objects() {
            const keys = [...(await sendRequest("?list-type=2")).matchAll(/<Key>(.*?)<\/Key>/g)];
            const texts = new Map<string, string>();
            for (const [, key = ""] of keys) texts.set(key, await sendRequest(`/${key}`));
            return texts;
        },
        async put(key, text) {
            await sendRequest(`/${key}`, { method: "PUT", body: text });
        },
        async close() {
            await server.close();
            await rm(directory, { recursive: true, force: true });
        },
    };
}
