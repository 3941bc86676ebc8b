import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const script = path.resolve(__dirname, "..", "lockfile.mjs");
type Packages = Record<string, object>;

/** Asks in a Node.js of its own, since the set-up runs before there is anything that could translate modules. */
async function packagesAreInstalled(root: string): Promise<unknown> {
    const code = `import(process.argv[1]).then((m) => console.log(m.packagesAreInstalled(process.argv[2])))`;
    const args = ["-e", code, pathToFileURL(script).href, root];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
    return JSON.parse(stdout);
}

describe("packagesAreInstalled", () => {
    let root: string;
    beforeEach(async () => {
        root = await mkdtemp(path.join(tmpdir(), "lockfile-"));
        await mkdir(path.join(root, "node_modules"));
    });
    afterEach(() => rm(root, { recursive: true }));

    const write = (file: string, packages: Packages): Promise<void> =>
        writeFile(path.join(root, file), JSON.stringify({ lockfileVersion: 3, packages }));
    const a = { version: "1.0.0", integrity: "sha512-a" };
    const complete: Packages = {
        provider: { version: "0.1.0" },
        "node_modules/a": a,
        "node_modules/provider": { resolved: "provider", link: true },
    };
    const required: Packages = {
        ...complete,
        "": { name: "root" },
        "node_modules/for-another-system": { version: "1.0.0", optional: true },
    };

    test.each<[boolean, string, Packages | undefined]>([
        [true, "what the lock file says, without a package of another system", complete],
        [false, "no record, as after an interrupted npm ci", undefined],
        [false, "a package missing", { ...complete, "node_modules/a": undefined as never }],
        [false, "an older package", { ...complete, "node_modules/a": { ...a, version: "0.9.0" } }],
        [false, "other content", { ...complete, "node_modules/a": { ...a, integrity: "sha512-b" } }],
        [false, "a folder instead of a link", { ...complete, "node_modules/provider": { version: "0.1.0" } }],
    ])("is %s where node_modules has %s", async (expected, _what, packages) => {
        await write("package-lock.json", required);
        if (packages) await write("node_modules/.package-lock.json", packages);
        expect(await packagesAreInstalled(root)).toBe(expected);
    });
});
