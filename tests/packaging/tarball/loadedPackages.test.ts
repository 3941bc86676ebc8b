import { readFileSync } from "node:fs";
import path from "node:path";
import { startEmulator } from "../../../emulator/src";
import { run } from "../../../tools/engine/childProcess";
import { ok } from "../../../tools/engine/project";
import { packPackage } from "../../../tools/package/packed";

/** Runs a script where the package is installed, and returns the names of the packages that it has loaded then. */
async function listLoadedPackages(script: string, env: Record<string, string> = {}): Promise<string[]> {
    const { modules } = await packPackage();
    const tail = `console.log(JSON.stringify(Object.keys(require.cache)));`;
    const result = await run(
        process.execPath,
        ["-e", `(async () => { ${script} })().then(() => { ${tail} })`],
        {
            cwd: path.dirname(modules),
            env: { PATH: process.env["PATH"], ...env },
            timeoutMs: 60_000,
        },
    );
    const files = JSON.parse(ok(result).stdout) as string[];
    const names = files.flatMap(
        (file) =>
            file
                .split(path.sep)
                .join("/")
                .match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? [],
    );
    return [...new Set(names)].sort();
}

/** The packages that this one depends on: they send requests, and they cost time to load. */
const manifest = path.resolve(__dirname, "..", "..", "..", "provider", "package.json");
const { dependencies } = JSON.parse(readFileSync(manifest, "utf8")) as { dependencies: object };
/** The packages that check settings and arguments before anything is sent, and that load in milliseconds. */
const checkers = ["fastest-levenshtein", "valibot"];
const isHeavy = (name: string) => name in dependencies && !checkers.includes(name);

describe("what is loaded", () => {
    beforeAll(packPackage, 300_000);

    test.each([
        [
            "a program without lookups that handles errors",
            `const { isModelArtsError, ModelArtsError, VisualizationJob } = require("pulumi-modelarts");
            isModelArtsError({});
            if (ModelArtsError !== require("pulumi-modelarts/client").ModelArtsError) throw new Error("two classes");`,
        ],
        [
            "a script that only names what the client exports",
            `require("pulumi-modelarts/client").isModelArtsError({});`,
        ],
        [
            "the engine's process, when it only previews",
            `const { provider } = require("pulumi-modelarts/dynamic");
            await provider.configure({ config: { get: () => undefined } });
            const { inputs } = await provider.check({}, { trainUrl: "obs://bucket/logs/", name: "board" });
            await provider.diff("8992", { ...inputs, __given: [] }, inputs);`,
        ],
    ])("has nothing in it that sends: %s", async (_who, script) => {
        const names = await listLoadedPackages(script);
        expect(names).toContain("pulumi-modelarts");
        expect(names.filter(isHeavy)).toEqual([]);
    });

    test.each(["pulumi-modelarts/client", "pulumi-modelarts/dynamic"])(
        "is not Pulumi, by %s",
        async (name) => {
            const names = await listLoadedPackages(`require("${name}");`);
            expect(names.filter((each) => !checkers.includes(each))).toEqual(["pulumi-modelarts"]);
        },
    );

    test("has in it what sends when a lookup is made, and the lookup works", async () => {
        const emulator = await startEmulator();
        const { info } = emulator;
        try {
            const script = `
                const { getVisualizationJobs } = require("pulumi-modelarts");
                await getVisualizationJobs();`;
            const names = await listLoadedPackages(script, {
                HW_REGION_NAME: info.region,
                HW_ACCESS_KEY: info.accessKey,
                HW_SECRET_KEY: info.secretKey,
                PULUMI_CONFIG: JSON.stringify({ "huaweicloud:endpoints": JSON.stringify(info) }),
            });
            expect(names).toEqual(expect.arrayContaining(["axios", "valibot"]));
            expect(emulator.requests.map(({ call }) => call)).toContain("list");
        } finally {
            await emulator.close();
        }
    });
});
