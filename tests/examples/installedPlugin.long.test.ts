import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { run } from "../../tools/engine/childProcess";
import { executable, findExecutable } from "../../tools/engine/executables";
import { runPython } from "../../tools/engine/python";
import { buildPlugin } from "../../tools/plugin/build";
import { readManifest } from "../support/documentCommands";
import { expectBoardLifecycle, stopOtherJobs } from "./pluginBoard";
import { canRun } from "../support/languages";
import { Reader } from "./reader";

jest.setTimeout(600_000);

const { version = "" } = readManifest("provider");
const [installation] = readDocument("docs/plugin.md").blocks.filter(
    ({ under, language }) => under === "Without Node.js" && language === "bash",
);

let folder: string;
let archive: string;
beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-executable-"));
    ({ archive } = await buildPlugin({ version, folder }));
});
afterAll(() => rm(folder, { recursive: true }));

/** Returns the folders of PATH that have neither Node.js nor this package's plugin. */
function withoutNode(searchPath: string): string[] {
    const programs = ["node", "pulumi-resource-modelarts"].map(executable);
    return searchPath
        .split(path.delimiter)
        .filter((each) => programs.every((name) => findExecutable(name, [each]) === undefined));
}

/** Makes a folder with Python alone, which may lie beside Node.js. */
async function makePythonFolder(): Promise<string> {
    const python = path.join(folder, "python");
    await mkdir(python);
    const executablePath = await runPython("python3", "-c", "import sys; print(sys.executable)");
    await symlink(executablePath.trim(), path.join(python, "python3"));
    return python;
}

/** Runs what docs/plugin.md says of the installation, with a PATH that has no Node.js. */
async function install({ runner }: Reader, ...others: string[]): Promise<void> {
    if (installation === undefined) throw new Error("The document has no such block any more.");
    const { env } = runner.project;
    env["PATH"] = [...others, ...withoutNode(env["PATH"] ?? "")].join(path.delimiter);
    runner.replace(`dist/pulumi-resource-modelarts-v${version}-linux-amd64.tar.gz`, archive);
    for (const command of parseCommands(installation)) await runner.run(command);
}

/** Checks that Pulumi finds the plugin where it installs it, and that the plugin has a Node.js of its own. */
function expectInstalled({ runner }: Reader): void {
    expect(runner.project.engineOutput).not.toContain("using pulumi-resource-modelarts from $PATH");
    expect(findExecutable("node", (runner.project.env["PATH"] ?? "").split(path.delimiter))).toBeUndefined();
}

test("runs a program in YAML from an installed executable, without Node.js", async () => {
    if (!(await canRun("yaml"))) return;
    const reader = await Reader.start("yaml", null);
    try {
        await install(reader);
        await expectBoardLifecycle(reader, (output) =>
            (output as { name: string }[]).map(({ name }) => name),
        );
        expectInstalled(reader);
    } finally {
        await reader.close();
    }
});

test("runs a program in Python, and gives Pulumi the schema for its SDK, without Node.js", async () => {
    if (!(await canRun("python"))) return;
    const reader = await Reader.start("python", null);
    try {
        await install(reader, await makePythonFolder());
        reader.runner.replace("/usr/local/bin/pulumi-resource-modelarts", "modelarts");
        await reader.runNextBlock();
        await expectBoardLifecycle(reader, (output) => output, stopOtherJobs);
        expectInstalled(reader);
    } finally {
        await reader.close();
    }
});

test("has the licences of Node.js and of each bundled package in the archive", async () => {
    const read = async (...args: string[]) =>
        (await run("tar", args, { cwd: folder, timeoutMs: 60_000 })).stdout;
    const name = path.basename(archive);
    const files = (await read("-tzf", name)).trim().split(/\r?\n/);
    const licences = ["LICENSE", "LICENSE-Node.js.txt", "LICENSES-packages.txt"];
    expect(files.sort()).toEqual([...licences, executable("pulumi-resource-modelarts")].sort());
    expect(await read("-xzOf", name, "LICENSE-Node.js.txt")).toContain("V8, located at deps/v8");
    const packages = await read("-xzOf", name, "LICENSES-packages.txt");
    for (const each of ["@grpc/grpc-js", "@pulumi/pulumi", "axios", "google-protobuf", "valibot", "yaml"])
        expect(packages).toMatch(new RegExp(`^${each} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
});
