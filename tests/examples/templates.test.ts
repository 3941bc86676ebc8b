import { readFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator } from "../../emulator/src";
import { root } from "../../tools/docs/markdown";
import { emulatorConfig } from "../../tools/engine/emulatorConfig";
import { findEngine } from "../../tools/engine/findEngine";
import { findLanguageHost } from "../../tools/engine/languageHost";
import { createProject, ok } from "../../tools/engine/project";
import { providerPlugin } from "../../tools/engine/providers";
import { canRun } from "./pluginBoard";

jest.setTimeout(180_000);

const templates = path.join(root, "templates");
const flags = ["--generate-only", "--yes", "--force", "--name", "test"];

/** Generates the project of a template in place of another one, and lets it create, stop and delete its job. */
async function expectLifecycle(
    template: string,
    options: Pick<Parameters<typeof createProject>[0], "configKey" | "path">,
    file: string,
): Promise<void> {
    const service = await startEmulator({ boot: 0.1, stop: 0.1 });
    try {
        const { config, secrets } = emulatorConfig(service.info);
        const stack = await createProject({ program: "", ...options, config, secrets });
        try {
            ok(await stack.pulumi(["new", path.join(templates, template), ...flags]));
            if (template.endsWith("typescript"))
                await stack.setConfig("test:trainUrl", "obs://experiments/resnet/logs/");
            ok(await stack.up());
            expect(service.jobs).toMatchObject([{ statusName: "RUNNING", hours: 4 }]);
            // What the comment of the program says to change.
            const program = await readFile(path.join(stack.folder, file), "utf8");
            await stack.write(program.replace(/(state: "?)running/, "$1stopped"), file);
            ok(await stack.up());
            expect(service.jobs).toMatchObject([{ statusName: "KILLED" }]);
            ok(await stack.destroy());
            expect(service.jobs).toEqual([]);
        } finally {
            await stack.remove();
        }
    } finally {
        await service.close();
    }
}

test("the template for TypeScript is a project that creates, stops and deletes a job", async () => {
    await expectLifecycle("modelarts-typescript", {}, "index.ts");
});

test("the template for YAML is a project that creates, stops and deletes a job", async () => {
    if (!(await canRun("yaml"))) return;
    const { configKey = (key: string) => key, path: folders = [] } = await providerPlugin.projectOptions();
    const host = await findLanguageHost("yaml", await findEngine());
    const hostFolders = "folders" in host ? host.folders : [];
    await expectLifecycle("modelarts-yaml", { configKey, path: [...folders, ...hostFolders] }, "Pulumi.yaml");
});
