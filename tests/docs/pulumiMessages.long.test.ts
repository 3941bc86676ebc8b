import path from "node:path";
import { codesIn, readDocument } from "../../tools/docs/markdown";
import { findEngineFor } from "../../tools/engine/engineFor";
import { ok, PulumiProject } from "../../tools/engine/project";
import { type FolderOptions, makeProjectFolder } from "../../tools/engine/projectFolder";
import { dynamicProvider } from "../../tools/engine/providers";
import { canRun } from "../support/languages";
import { outputOf } from "../support/programs";
import { program } from "../support/testStack";

/** Returns the first column of the table of Pulumi's messages. */
function quotedMessages(file: string, heading: string): string[] {
    const { tables } = readDocument(file);
    return tables
        .filter(({ under }) => under === heading)
        .flatMap(({ rows }) => rows.flatMap(([cell = ""]) => codesIn(cell)));
}

const messages = quotedMessages("docs/troubleshooting.md", "Messages of Pulumi itself");

const job = program(`{ trainUrl: "/bucket/logs/" }`);
const importJob = ["import", dynamicProvider.type, "board", "8992", "--yes", "--generate-code=false"];
const yaml = "resources: { board: { type: 'modelarts:VisualizationJob', properties: { trainUrl: /b/l/ } } }";
interface Mistake {
    readonly what: string;
    readonly message: string;
    readonly args: readonly string[];
    readonly folder: FolderOptions;
    /** The variables of the environment from now on; `undefined` removes a variable. */
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly language?: "yaml";
}

const mistakes: readonly Mistake[] = [
    {
        what: "a dynamic resource is imported by a command",
        message: "code must be a string, not undefined",
        args: importJob,
        folder: { program: job },
    },
    {
        what: "another terminal has no passphrase",
        message: "passphrase must be set with PULUMI_CONFIG_PASSPHRASE",
        args: ["preview"],
        folder: { program: job },
        env: { PULUMI_CONFIG_PASSPHRASE: undefined },
    },
    {
        what: "the passphrase is not the one of the stack",
        message: "incorrect passphrase",
        args: ["preview"],
        folder: { program: job },
        env: { PULUMI_CONFIG_PASSPHRASE: "another one" },
    },
    {
        what: "a program in YAML does not say where the plugin is",
        message: "could not find latest version for provider modelarts",
        args: ["preview"],
        folder: { files: { "Pulumi.yaml": `name: boards\nruntime: yaml\n${yaml}\n` } },
        // Pulumi looks for a release of the plugin, and this proxy, which does not exist, keeps it on the machine.
        env: {
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: undefined,
            HTTPS_PROXY: "http://127.0.0.1:1",
            NO_PROXY: undefined,
            no_proxy: undefined,
        },
        language: "yaml",
    },
];

test.each(mistakes)(
    "docs/troubleshooting.md has what Pulumi says where $what",
    async ({ message, args, folder: options, env = {}, language }) => {
        expect(messages).toContain(message);
        if (language !== undefined && !(await canRun(language))) return;
        const folder = await makeProjectFolder(options);
        const project = new PulumiProject(await findEngineFor(folder.project), folder, 120_000, {});
        try {
            // In that folder npm puts the plugin of this repository while it runs a script.
            const folders = project.env["PATH"]?.split(path.delimiter) ?? [];
            const withoutPlugin = folders.filter((one) => !one.endsWith(path.join("node_modules", ".bin")));
            project.env["PATH"] = withoutPlugin.join(path.delimiter);
            ok(await project.pulumi(["stack", "init", "dev"]));
            for (const [name, value] of Object.entries(env))
                if (value === undefined) Reflect.deleteProperty(project.env, name);
                else project.env[name] = value;
            const result = await project.pulumi(args);
            expect(result.code).not.toBe(0);
            expect(outputOf(result)).toContain(message);
        } finally {
            await project.remove();
        }
    },
    180_000,
);

test("both languages quote the same messages", () => {
    expect(quotedMessages("docs/troubleshooting.zh-CN.md", "Pulumi 自身的提示信息")).toEqual(messages);
});
