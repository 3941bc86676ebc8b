import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { ok } from "../project";
import { run } from "../childProcess";

const script = path.resolve(__dirname, "..", "..", "setup", "lockfile.mjs");
type Packages = Record<string, object>;

/** In a Node.js of its own, since the set-up must run before anything is there that could translate modules. */
async function installed(root: string): Promise<unknown> {
    const code = `import(process.argv[1]).then((m) => console.log(m.packagesAreInstalled(process.argv[2])))`;
    const result = await run(process.execPath, ["-e", code, pathToFileURL(script).href, root], {
        timeoutMs: 20_000,
    });
    return JSON.parse(ok(result).stdout);
}

describe("whether the packages are installed", () => {
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

    it.each<[string, Packages | undefined, boolean]>([
        ["as the lock file says, without another system's", complete, true],
        ["never, or interrupted", undefined, false],
        ["without one", { ...complete, "node_modules/a": undefined as never }, false],
        ["with an older one", { ...complete, "node_modules/a": { ...a, version: "0.9.0" } }, false],
        ["with other content", { ...complete, "node_modules/a": { ...a, integrity: "sha512-b" } }, false],
        [
            "with a package where a link must be",
            { ...complete, "node_modules/provider": { version: "0.1.0" } },
            false,
        ],
    ])("%s", async (_how, packages, expected) => {
        await write("package-lock.json", required);
        if (packages) await write("node_modules/.package-lock.json", packages);
        expect(await installed(root)).toBe(expected);
    });
});
