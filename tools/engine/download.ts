import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

import { unpack } from "./archive";
import { archiveName, checksumOf, checksumsName, type Platform } from "./platform";

export interface ReleaseSource {
    /** Without a slash at its end. */
    readonly baseUrl: string;
    /** How long the host may take to give the small list of checksums. */
    readonly connectMs: number;
    /** How long the archive may stand still on its way. */
    readonly stallMs: number;
}

export const officialSource: ReleaseSource = {
    baseUrl: "https://get.pulumi.com/releases/sdk",
    connectMs: 5_000,
    stallMs: 30_000,
};

/** Gets `url` and hands the body on, with one sentence for everything that may go wrong on the way. */
async function get<T>(url: string, signal: AbortSignal, use: (response: Response) => Promise<T>): Promise<T> {
    let response: Response;
    try {
        response = await fetch(url, { signal });
        if (response.ok) return await use(response);
    } catch (error) {
        const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
        const reason = signal.aborted
            ? "it does not answer in time"
            : (cause?.code ?? cause?.message ?? message);
        throw new Error(`${url} cannot be downloaded: ${reason}.`, { cause: error });
    }
    throw new Error(`${url} cannot be downloaded: the answer is ${response.status}.`);
}

/** Saves the file and gives its SHA-256. */
async function save(url: string, file: string, stallMs: number): Promise<string> {
    const hash = createHash("sha256");
    const stalled = new AbortController();
    const timer = setTimeout(() => {
        stalled.abort();
    }, stallMs);
    try {
        await get(url, stalled.signal, async (response) => {
            const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
            body.on("data", (chunk: Uint8Array) => {
                timer.refresh();
                hash.update(chunk);
            });
            await pipeline(body, createWriteStream(file));
        });
    } finally {
        clearTimeout(timer);
    }
    return hash.digest("hex");
}

/**
 * Puts the official release into `folder/bin`, checked against its published checksum. `onAnswer` is told when the
 * host is there, before the long part. Whatever goes wrong is an Error whose message is a sentence for the user.
 */
export async function download(
    version: string,
    platform: Platform,
    folder: string,
    source: ReleaseSource,
    onResponse: () => void,
): Promise<void> {
    const name = archiveName(version, platform);
    const listUrl = `${source.baseUrl}/${checksumsName(version)}`;
    const list = await get(listUrl, AbortSignal.timeout(source.connectMs), (response) => response.text());
    const expectedChecksum = checksumOf(name, list);
    if (!expectedChecksum) throw new Error(`${listUrl} has no checksum of ${name}.`);
    onResponse();

    const url = `${source.baseUrl}/${name}`;
    const archive = path.join(folder, name);
    const actualChecksum = await save(url, archive, source.stallMs);
    if (actualChecksum !== expectedChecksum) {
        throw new Error(
            `${url} is thrown away: its SHA-256 is ${actualChecksum}, and the published one is ${expectedChecksum}.`,
        );
    }
    await unpack(archive, folder);
    await rm(archive);
}
