import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { foreignClients } from "../../../tools/engine/python";
import { agreementFaults, lockFileFaults } from "../../../tools/release/lockFile";

const a = { version: "1.0.0", integrity: "sha512-AAAA" };

describe("what the lock file says of a package", () => {
    test("is right where each has a hash, and those of the workspace a folder", () => {
        const packages = {
            "": {},
            provider: { version: "0.1.0" },
            "node_modules/a": a,
            "node_modules/a/node_modules/b": a,
            "node_modules/p": { resolved: "provider", link: true },
        };
        expect(lockFileFaults({ packages })).toEqual([]);
    });

    test.each([
        ["the address that it came from", { ...a, resolved: "https://registry.example.org/a-1.0.0.tgz" }],
        ["no hash", { version: a.version }],
        ["a weak hash", { ...a, integrity: "sha1-AAAA" }],
    ])("is wrong where it has %s", (_what, entry) => {
        for (const location of ["node_modules/a", "node_modules/b/node_modules/a"])
            expect(lockFileFaults({ packages: { [location]: entry } })).toEqual([
                expect.stringContaining(location),
            ]);
    });
});

test("the clients of other people, and all that they need, are pinned by hashes", async () => {
    const text = await readFile(foreignClients, "utf8");
    const requirements = text
        .replace(/^#.*\n/gm, "")
        .trim()
        .split(/\n(?=\S)/);
    expect(requirements.length).toBeGreaterThan(4);
    for (const requirement of requirements)
        expect(requirement).toMatch(/^\S+==\S+( ;[^\n\\]+)?( \\\n {4}--hash=sha256:[0-9a-f]{64})+$/);
});

interface Entry {
    version?: string;
    dependencies?: Record<string, string>;
}
interface World {
    readonly manifests: Record<
        string,
        Entry & { workspaces?: string[]; devDependencies?: Record<string, string> }
    >;
    readonly packages: Record<string, Entry>;
}

/** Returns a workspace of two folders. */
const world = (): World => ({
    manifests: {
        "": { workspaces: ["parts/*"], devDependencies: { a: "^1.0.0" } },
        "parts/one": { version: "0.1.0", dependencies: { b: "^1.0.0" } },
    },
    packages: {
        "": { workspaces: ["parts/*"], devDependencies: { a: "^1.0.0" } } as Entry,
        "parts/one": { version: "0.1.0", dependencies: { b: "^1.0.0" } },
        "node_modules/a": { ...a, dev: true, dependencies: { c: "^1.0.0" } } as Entry,
        "node_modules/b": a,
        "node_modules/c": { ...a, dev: true } as Entry,
        "node_modules/one": { resolved: "parts/one", link: true } as Entry,
    },
});

describe("a lock file and the manifests of a workspace", () => {
    let folder: string;
    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-lock-"));
    });
    afterEach(() => rm(folder, { recursive: true }));

    async function faultsOf({ manifests, packages }: World): Promise<string[]> {
        const [root, copies] = [path.join(folder, "root"), path.join(folder, "copies")];
        for (const [location, manifest] of Object.entries(manifests)) {
            await mkdir(path.join(root, location), { recursive: true });
            const fullManifest = { name: path.basename(location) || "root", ...manifest };
            await writeFile(path.join(root, location, "package.json"), JSON.stringify(fullManifest));
        }
        const lock = JSON.stringify({ name: "root", lockfileVersion: 3, requires: true, packages });
        await writeFile(path.join(root, "package-lock.json"), lock);
        return agreementFaults(root, Object.keys(manifests).filter(Boolean), copies);
    }

    test("agree where each asks for what the other has; without a change", async () => {
        expect(await faultsOf(world())).toEqual([]);
        expect((await readdir(path.join(folder, "copies"))).sort()).toEqual([
            "package-lock.json",
            "package.json",
            "parts",
        ]);
    }, 60_000);

    test.each<[string, (world: World) => void, RegExp]>([
        [
            "a manifest asks for a version that is not locked",
            ({ manifests }) => (manifests["parts/one"] = { version: "0.1.0", dependencies: { b: "^2.0.0" } }),
            /\bb\b/,
        ],
        [
            "a manifest asks for a package more",
            ({ manifests }) =>
                (manifests["parts/one"] = { version: "0.1.0", dependencies: { b: "^1.0.0", d: "^1.0.0" } }),
            /\bd\b/,
        ],
        [
            "what a package needs in turn is not locked",
            ({ packages }) => delete packages["node_modules/c"],
            /\bc\b/,
        ],
        ["a folder is new", ({ manifests }) => (manifests["parts/two"] = { version: "0.1.0" }), /two/],
    ])(
        "do not agree where %s",
        async (_what, spoil, pattern) => {
            const invalidWorld = world();
            spoil(invalidWorld);
            expect(await faultsOf(invalidWorld)).toEqual([expect.stringMatching(pattern)]);
        },
        60_000,
    );
});
