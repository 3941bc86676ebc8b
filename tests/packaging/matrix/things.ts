import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { cacheRoot } from "../../../tools/engine/installation";
import { packPackage } from "../../../tools/package/packed";
import { type MatrixEntry, matrixEntries } from "./cells";
import { installInto } from "./installs";
import { getNode } from "./nodes";

/** Where the processes of the tests find what was got before them. */
const folderName = "MATRIX_FOLDER";

const nodeName = ({ node }: MatrixEntry): string => `node-${node}`;
const installName = ({ pulumi, by }: MatrixEntry): string => `${by}-${pulumi}`;

/** Gets all that the cells need, once. What cannot be had is told by the cells that need it. */
export async function prepareFixtures(log: (line: string) => void): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-matrix-"));
    process.env[folderName] = folder;
    const cache = path.join(path.dirname(cacheRoot(process.env, homedir())), "matrix");
    await mkdir(cache, { recursive: true });
    const { tarball } = await packPackage();

    const get = async (name: string, prepare: () => Promise<string>): Promise<void> => {
        const started = Date.now();
        const outcome = await prepare().then(
            (place) => ({ place }),
            (error: unknown) => ({ trouble: (error as Error).message }),
        );
        await writeFile(path.join(folder, `${name}.json`), JSON.stringify(outcome));
        log(`${name}: ${"place" in outcome ? outcome.place : outcome.trouble} (${Date.now() - started} ms)`);
    };
    const getNodes = async (): Promise<void> => {
        for (const [name, entry] of distinct(nodeName)) await get(name, () => getNode(entry.node, cache));
    };
    const installBy = async (by: MatrixEntry["by"]): Promise<void> => {
        for (const [name, entry] of distinct(installName)) {
            const place = path.join(folder, name);
            if (entry.by === by) await get(name, () => installInto(place, entry, tarball, cache));
        }
    };
    await Promise.all([getNodes(), installBy("npm"), installBy("pnpm")]);
}

export async function removeFixtures(): Promise<void> {
    const folder = process.env[folderName];
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}

/** Throws with the reason where one of the two could not be had. */
export function fixturesFor(entry: MatrixEntry): { readonly node: string; readonly modules: string } {
    return { node: readPlace(nodeName(entry)), modules: readPlace(installName(entry)) };
}

function readPlace(name: string): string {
    const file = path.join(process.env[folderName] ?? "", `${name}.json`);
    if (!existsSync(file)) throw new Error(`${name} was not got: run npm run test:matrix.`);
    const { place, trouble } = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    if (place === undefined) throw new Error(`${name} is not available: ${trouble ?? ""}`);
    return place;
}

function distinct(nameOf: (entry: MatrixEntry) => string): Map<string, MatrixEntry> {
    return new Map(matrixEntries.map((entry) => [nameOf(entry), entry]));
}
