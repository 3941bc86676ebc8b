import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
    jobIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";
import { run } from "../../../tools/engine/childProcess";
import { ok } from "../../../tools/engine/project";
import { json } from "../../../tools/engine/projectFolder";
import { npm } from "../../../tools/package/npm";
import { packPackage } from "../../../tools/package/packed";

const source = path.resolve(__dirname, "..", "..", "..", "provider");

/** Copies `provider/` out of a clone: one that was built, or a fresh one. */
async function copyTo(target: string, { isCompiled }: { isCompiled: boolean }): Promise<void> {
    const excludedNames = isCompiled ? ["node_modules"] : ["node_modules", "dist"];
    await rm(target, { recursive: true, force: true });
    await cp(source, target, {
        recursive: true,
        filter: (file) => !excludedNames.includes(path.relative(source, file)),
    });
}

/** Makes a `node_modules` with Pulumi and TypeScript, and nothing of this package. */
async function createModulesWithoutPackage(folder: string): Promise<string> {
    const { modules } = await packPackage();
    const own = path.join(folder, "node_modules");
    await mkdir(own);
    for (const name of await readdir(modules)) {
        if (!/^(pulumi-modelarts|axios|valibot|\..*)$/.test(name))
            await symlink(path.join(modules, name), path.join(own, name), "junction");
    }
    return own;
}

/** Returns the version of a package in this repository. */
function versionOf(name: string): string {
    const manifest = path.resolve(source, "..", "node_modules", name, "package.json");
    return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

const job = program(`{ trainUrl: "obs://experiments/resnet/logs", state: "running" }`);
const whatToDo =
    /run "npm install" and "npm pack --workspace pulumi-modelarts --pack-destination .." in the root of a clone/;

describe("a copy of provider/ in place of the installed package", () => {
    let folder: string;
    let environment: TestEnvironment;
    beforeAll(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-copy-"));
        environment = await startTestEnvironment({
            program: job,
            modules: await createModulesWithoutPackage(folder),
        });
    }, 300_000);
    afterAll(async () => {
        await environment.close();
        await rm(folder, { recursive: true });
    });

    /* All tests use one folder, each with other things in it. */
    test.each([
        ["is imported by its path, compiled", "provider", true],
        ["is imported by its path, not compiled", "provider", false],
        ["lies in node_modules without its dependencies", "node_modules/pulumi-modelarts", true],
    ])(
        "%s: up says in one sentence what to do, and nothing is made",
        async (_how, place, isCompiled) => {
            await copyTo(path.join(environment.stack.folder, place), { isCompiled });
            const from = place === "provider" ? "./provider" : "pulumi-modelarts";
            await environment.stack.write(job.replace(`"pulumi-modelarts"`, `"${from}"`));
            const { code, stdout } = await environment.stack.up();
            expect(code).not.toBe(0);
            expect(stdout).toMatch(whatToDo);
            expect(stdout).not.toMatch(/Require stack|^ +at /m);
            expect(environment.service.requests).toEqual([]);
        },
        60_000,
    );

    test("comes with a library of components: up says that the project needs it too", async () => {
        const { stack, service } = environment;
        const library = path.join(stack.folder, "library");
        await mkdir(path.join(library, "node_modules"), { recursive: true });
        const { modules } = await packPackage();
        const packageFolder = path.join(library, "node_modules", "pulumi-modelarts");
        await symlink(path.join(modules, "pulumi-modelarts"), packageFolder, "junction");
        await stack.write(`export { VisualizationJob } from "pulumi-modelarts";`, "library/index.ts");
        await rm(path.join(folder, "node_modules", "pulumi-modelarts"), { recursive: true, force: true });
        await stack.write(job.replace(`"pulumi-modelarts"`, `"./library"`));
        const { code, stdout } = await stack.up();
        expect(code).not.toBe(0);
        expect(stdout).toMatch(
            /add pulumi-modelarts to the dependencies of the project in .*, also where it comes through another package/,
        );
        expect(stdout).not.toMatch(/Require stack|^ +at /m);
        expect(service.requests).toEqual([]);
    }, 60_000);

    test.each([
        ["require", `require("pulumi-modelarts")`],
        ["import", `import("pulumi-modelarts")`],
    ])("lies in node_modules not compiled: %s says what to do", async (_how, script) => {
        const target = path.join(folder, "node_modules", "pulumi-modelarts");
        await copyTo(target, { isCompiled: false });
        const { code, stderr } = await run(process.execPath, ["-e", script], {
            cwd: folder,
            timeoutMs: 60_000,
        });
        expect(code).not.toBe(0);
        expect(stderr).toMatch(whatToDo);
        await rm(target, { recursive: true });
    });
});

/* npm compiles it: TypeScript is there, as in every project in TypeScript. */
test("a copy of provider/ that is not compiled, installed as a folder, is compiled and works", async () => {
    const environment = await startTestEnvironment({ program: job, modules: null });
    try {
        const { folder } = environment.stack;
        await copyTo(path.join(folder, "provider"), { isCompiled: false });
        const versions = ["@pulumi/pulumi", "ts-node", "typescript"].map((name) => [name, versionOf(name)]);
        const dependencies = {
            ...Object.fromEntries(versions),
            "pulumi-modelarts": "file:provider",
        } as object;
        await writeFile(
            path.join(folder, "package.json"),
            json({ name: "test", private: true, main: "index.ts", dependencies }),
        );
        await npm(folder, "install");
        ok(await environment.stack.up());
        const { id = "" } = await jobIn(environment.stack);
        ok(await environment.stack.destroy());
        expect(writeRequests(environment.service)).toEqual(["POST /", `POST /${id}/stop`, `DELETE /${id}`]);
    } finally {
        await environment.close();
    }
}, 300_000);
