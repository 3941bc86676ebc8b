import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "../../emulator/src";
import { root } from "../../tools/repository";
import { succeed } from "../../tools/engine/childProcess";
import { emulatorConfig } from "../../tools/engine/emulatorConfig";
import { findEngine } from "../../tools/engine/findEngine";
import { findLanguageHost } from "../../tools/engine/languageHost";
import { createProject, ok, type PulumiProject } from "../../tools/engine/project";
import { providerPlugin } from "../../tools/engine/providers";
import { downloadWheels } from "../../tools/engine/python";
import { buildSdks } from "../../tools/sdks/buildSdks";
import { canRun } from "../support/languages";

/** Creates a project for the plugin, which `pulumi new` writes over. */
async function createStack(service: Emulator): Promise<PulumiProject> {
    const { configKey = (key: string) => key, path: folders = [] } = await providerPlugin.projectOptions();
    const host = await findLanguageHost("python", await findEngine());
    const executables = [...folders, ...("folders" in host ? host.folders : [])];
    const { config, secrets } = emulatorConfig(service.info);
    return createProject({ program: "", configKey, path: executables, config, secrets });
}

/** Installs what the template requires, as `pulumi new` does it, from files in place of a registry. */
async function installRequirements({ folder: cwd, env }: PulumiProject): Promise<void> {
    const sdk = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-wheel-"));
    try {
        await buildSdks({ folder: sdk, languages: ["python"] });
        const wheels = [await downloadWheels(path.join(root, "examples", "python")), sdk].join(" ");
        const pipEnv = { ...process.env, PIP_NO_INDEX: "1", PIP_FIND_LINKS: wheels };
        const options = { cwd, env: pipEnv, timeoutMs: 120_000 };
        await succeed("python3", ["-m", "venv", ".venv"], options);
        const bin = path.join(cwd, ".venv", "bin");
        // The language host that Go builds is too old for the option `virtualenv`.
        env["PATH"] = [bin, env["PATH"]].join(path.delimiter);
        env["VIRTUAL_ENV"] = path.dirname(bin);
        await succeed(path.join(bin, "pip"), ["install", "--quiet", "-r", "requirements.txt"], options);
    } finally {
        await rm(sdk, { recursive: true });
    }
}

test("the template for Python is a project that creates, stops and deletes a job", async () => {
    if (!(await canRun("python"))) return;
    const service = await startEmulator({ boot: 0.1, stop: 0.1 });
    const stack = await createStack(service);
    try {
        const flags = ["--generate-only", "--yes", "--force", "--name", "test"];
        ok(await stack.pulumi(["new", path.join(root, "templates", "python"), ...flags]));
        await stack.setConfig("test:trainUrl", "obs://experiments/resnet/logs/");
        await installRequirements(stack);
        ok(await stack.up());
        expect(service.jobs).toMatchObject([{ statusName: "RUNNING", hours: 4 }]);
        // The comment of the program says to make this change.
        const program = await readFile(path.join(stack.folder, "__main__.py"), "utf8");
        await stack.write(program.replace('state="running', 'state="stopped'), "__main__.py");
        ok(await stack.up());
        expect(service.jobs).toMatchObject([{ statusName: "KILLED" }]);
        ok(await stack.destroy());
        expect(service.jobs).toEqual([]);
    } finally {
        await stack.remove();
        await service.close();
    }
}, 600_000);
