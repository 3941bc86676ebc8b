import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { callExport } from "./callExport";

type Packages = Record<string, object>;

const packagesAreInstalled = (root: string) => callExport("lockfile.mjs", "packagesAreInstalled", root);

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
