import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../tools/engine/childProcess";
import { startEmulator } from "../../emulator/src";
import { readCommandLine } from "../../emulator/src/commandLine";
import { classify } from "../support/documentCommands";
import { readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";

const document = readDocument("emulator/README.md");
const [start, ...commands] = document.blocks.filter(({ language }) => language === "sh");
const hasTools = ["bash", "curl"].every((tool) => spawnSync(tool, ["--version"]).status === 0);

test.each(start === undefined ? [] : parseCommands(start))(
    "the emulator's README starts it: $text",
    ({ words }) => {
        expect(classify(words).findFault()).toBeUndefined();
    },
);

if (!hasTools)
    console.warn("The commands of the emulator's README are not run, since bash or curl is missing.");

(hasTools ? test : test.skip)(
    "the emulator's commands with curl do what it says",
    async () => {
        const [, flags = ""] = /`npm run emulator -- ([^`]*)`/.exec(document.text) ?? [];
        const commandLine = readCommandLine(flags.split(" "));
        if (!("options" in commandLine)) throw new Error(`These flags start no emulator: ${flags}`);
        const { port, ...options } = commandLine.options;
        const emulator = await startEmulator(options);
        const home = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-curl-"));
        try {
            const lines = commands.map(({ text }) => text).join("\n");
            const script = lines.replaceAll(`http://127.0.0.1:${port}`, emulator.info.url);
            const { code, stderr } = await run("bash", ["-euo", "pipefail", "-c", script], {
                // In that folder curl looks for the settings of the user.
                env: { ...process.env, HOME: home },
                timeoutMs: 30_000,
            });
            expect(stderr.replace(/^.*(?:Dload|--:--:--).*$/gm, "").trim()).not.toMatch(/curl: \(/);
            expect(code).toBe(0);
            expect(emulator.requests.map(({ call, status }) => [call, status])).toEqual([
                ["create", 200],
                ["show", 200],
                ["show", 200],
                ["stop", 200],
                ["list", 200],
                ["show", 502],
                ["show", 200],
                ["stop", 200],
                ["tokens", 201],
                ["projects", 200],
            ]);
        } finally {
            await emulator.close();
            await rm(home, { recursive: true });
        }
    },
    60_000,
);
