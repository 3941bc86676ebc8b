import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { succeed } from "../../../tools/engine/childProcess";
import { generateSdk, schemaWithVersion } from "../../../tools/sdks/generate";

/* The test of `examples/python` installs this SDK and runs with it. */
describe("the SDK for Python that is made from the schema", () => {
    let top: string;
    let sdk: string;
    beforeAll(async () => {
        top = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-python-sdk-"));
        sdk = path.join(top, "python");
        await generateSdk("python", sdk);
    }, 300_000);
    afterAll(() => rm(top, { recursive: true }));

    it("is code that Python compiles without a warning", async () => {
        const args = ["-W", "error", "-m", "compileall", "-q", "-f", sdk];
        await succeed("python3", args, { timeoutMs: 60_000 });
    }, 60_000);

    it("asks the engine for the plugin of its own version", async () => {
        const text = await readFile(path.join(sdk, "pulumi_modelarts", "pulumi-plugin.json"), "utf8");
        const { version } = JSON.parse(schemaWithVersion()) as { version: string };
        expect(JSON.parse(text)).toEqual({ resource: true, name: "modelarts", version });
    });
});
