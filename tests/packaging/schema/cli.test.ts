import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../../../tools/repository";
import { type Result, run } from "../../../tools/engine/childProcess";
import { findEngine } from "../../../tools/engine/findEngine";
import { findLanguageHost } from "../../../tools/engine/languageHost";
import { ok } from "../../../tools/engine/project";
import { projectEnvironment } from "../../../tools/engine/projectEnvironment";
import { schemaWithVersion } from "../../../tools/sdks/generate";

const plugin = path.join(root, "provider", "pulumi-resource-modelarts");

let top: string;
let schema: string;
beforeAll(async () => {
    top = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-cli-"));
    schema = path.join(top, "schema.json");
    await writeFile(schema, schemaWithVersion());
});
afterAll(() => rm(top, { recursive: true }));

/** Runs the real CLI, with the language host for YAML beside it. */
async function pulumi(...args: readonly string[]): Promise<Result> {
    const engine = await findEngine();
    const host = await findLanguageHost("yaml", engine);
    if ("missing" in host) throw new Error(host.missing);
    const env = projectEnvironment(process.env, engine, { home: path.join(top, "home"), state: top });
    env["PATH"] = [...host.folders, env["PATH"]].join(path.delimiter);
    return run(engine.pulumi, args, { cwd: top, env, timeoutMs: 60_000 });
}

describe("the CLI", () => {
    it("has nothing against the schema", async () => {
        expect(await pulumi("schema", "check", schema)).toMatchObject({ code: 0, stderr: "" });
    }, 60_000);

    it("would have, if there were something", async () => {
        const invalidSchemaFile = path.join(top, "spoiled.json");
        await writeFile(
            invalidSchemaFile,
            schemaWithVersion().replace("#/types/modelarts:index:DesiredState", "#/types/DesiredState"),
        );
        expect((await pulumi("schema", "check", invalidSchemaFile)).code).not.toBe(0);
    }, 60_000);

    it("gets from the plugin the schema that is committed, with the version of the package", async () => {
        const [actual, expected] = [
            ok(await pulumi("package", "get-schema", plugin)),
            ok(await pulumi("package", "get-schema", schema)),
        ].map(({ stdout }) => JSON.parse(stdout) as unknown);
        expect(actual).toEqual(expected);
        expect(actual).toMatchObject({ name: "modelarts" });
    }, 120_000);

    it("makes the SDK of a language whose host can, from the plugin alone", async () => {
        ok(await pulumi("package", "gen-sdk", plugin, "--language", "yaml", "--out", path.join(top, "sdks")));
        const { version } = JSON.parse(schemaWithVersion()) as { version: string };
        expect(await readdir(path.join(top, "sdks", "yaml"))).toEqual([`modelarts-${version}.yaml`]);
    }, 120_000);
});
