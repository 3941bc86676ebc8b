import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readCommandLine } from "../../emulator/src/commandLine";
import { exampleProjects } from "./exampleProjects";
import { type Block, documents, readDocument, root } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { pythonCommands } from "./pythonTerminal";

/** What a command of a document is, and so how it is tried. */
export type ClassifiedCommand =
    /** Run by `.ci/run` itself. */
    | { readonly by: "ci"; readonly script: string }
    /** A script of package.json; its definition is checked. */
    | { readonly by: "script"; readonly script: string }
    /** Its packages are checked. */
    | { readonly by: "packages"; readonly packages: readonly string[] }
    /** Its arguments that are files or folders are checked. */
    | { readonly by: "files"; readonly files: readonly string[] }
    /** A script of an example, or one that a document shows. */
    | { readonly by: "npx"; readonly args: readonly string[] }
    | { readonly by: "emulator"; readonly args: readonly string[] }
    /** Needs what is not here, for the reason given. */
    | { readonly by: "none"; readonly why: string; readonly runs: ClassifiedCommand }
    | { readonly by: "environment"; readonly name: string; readonly value: string }
    | { readonly by: "python"; readonly words: readonly string[] }
    | { readonly by: "pulumi"; readonly args: readonly string[] };

/** The commands of the CLI that documents use; others are rejected. */
const pulumiCommands = /^(up|preview|refresh|destroy|cancel|config|stack|login|package|import|state|new)$/;

/** Throws for a command that nothing here can try: no new one stays without a test. */
export function classify(words: readonly string[]): ClassifiedCommand {
    const [program = "", ...args] = words;
    const [first = "", second = "", ...more] = args;
    if (program === "export" && args.length === 1) {
        const [, name, value] = /^(\w+)=(.*)$/.exec(first) ?? [];
        if (name !== undefined && value !== undefined) return { by: "environment", name, value };
    }
    if (pythonCommands.test(words.join(" "))) return { by: "python", words };
    if (program === "pulumi" && pulumiCommands.test(first)) return { by: "pulumi", args };
    if (program === "npx" && first === "jest") return { by: "files", files: [second, ...more] };
    if (program === "npx" && first === "ts-node") return { by: "npx", args };
    const dashes = args.indexOf("--");
    if (program === "esc" && first === "run" && dashes > 0) {
        const why = "Pulumi ESC is a hosted service that wants an account.";
        return { by: "none", why, runs: classify(args.slice(dashes + 1)) };
    }
    if (program === "npm") {
        const command = words.join(" ");
        const byCi = /^npm (test|run demo|run test:ci)$/.exec(command)?.[1];
        if (byCi !== undefined) return { by: "ci", script: byCi.replace("run ", "") };
        if (first === "install" || /^npm (ci|audit)$/.test(command))
            return { by: "packages", packages: args.slice(1) };
        if (first === "pack" && /^(--workspace)?$/.test(second)) return { by: "packages", packages: more };
        if (first === "run" && second !== "") return classifyScript(second, more);
    }
    throw new Error(`Nothing tries this command, see tests/support/documentCommands.ts: ${words.join(" ")}`);
}

/** Whether a block of a document has commands that a `DocumentRunner` runs. */
export function isRunnable(block: Block): boolean {
    return (
        block.language === "bash" &&
        parseCommands(block).some(({ words }) => /pulumi|emulator|environment/.test(classify(words).by))
    );
}

function classifyScript(name: string, [dashes, ...args]: readonly string[]): ClassifiedCommand {
    if (dashes !== undefined && dashes !== "--")
        throw new Error(`npm run ${name} needs -- before ${dashes}.`);
    if (name === "emulator") return { by: "emulator", args };
    if (name !== "pulumi" || args.length === 0) return { by: "script", script: name };
    const folder = args[0] === "-C" ? 2 : 0;
    return classify(["pulumi", ...args.slice(folder)]);
}

interface Manifest {
    readonly name: string;
    readonly version?: string;
    readonly scripts?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
}

export function readManifest(folder: string): Manifest {
    return JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8")) as Manifest;
}

/** The step with which every script begins that a user may run first on a fresh clone. */
const setUp = "node tools/setup/setup.mjs";

/** The program that a document shows under the name of a file. */
export function findScript(document: string, file: string): string | undefined {
    return readDocument(document).blocks.find(({ text }) => text.startsWith(`// ${file}\n`))?.text;
}

/** What is wrong with a command that is checked and not run; `undefined`: nothing. */
export function findFault(command: ClassifiedCommand): string | undefined {
    switch (command.by) {
        case "ci":
        case "script":
            return findScriptFault(command.script);
        case "emulator":
            return findScriptFault("emulator") ?? findEmulatorFault(command.args);
        case "packages": {
            const { name, version, peerDependencies } = readManifest("provider");
            const ownPackages = [
                "--global",
                name,
                `${name}-${version}.tgz`,
                ...Object.keys(peerDependencies ?? {}),
            ];
            const foreign = command.packages.filter(
                (one) => !ownPackages.includes(one.replace(/^.*\/(?=[^/]+\.tgz$)/, "")),
            );
            return foreign.length > 0 ? `not of this project: ${foreign.join(", ")}` : undefined;
        }
        case "files": {
            const missing = command.files.filter((file) => !existsSync(path.join(root, file)));
            return missing.length > 0 ? `no such file: ${missing.join(", ")}` : undefined;
        }
        case "npx": {
            const [, file = ""] = command.args;
            const exists =
                exampleProjects().some((name) => existsSync(path.join(root, "examples", name, file))) ||
                documents().some((name) => findScript(name, file) !== undefined);
            return exists ? undefined : `no example and no document has ${file}`;
        }
        case "none":
            return findFault(command.runs);
        case "environment":
        case "python":
        case "pulumi":
            return undefined;
    }
}

/** These call other scripts, or are called before anything is installed. */
const scriptsWithoutSetUp = ["prepare", "build", "test"];

function findScriptFault(name: string): string | undefined {
    const line = readManifest("").scripts?.[name];
    if (line === undefined) return `package.json has no script ${name}`;
    const steps = line.split("&&").map((step) => step.trim());
    if (steps[0] !== setUp && !scriptsWithoutSetUp.includes(name)) return `npm run ${name} is "${line}"`;
    const missing = steps
        .flatMap((step) => (/^(?:ts-node|node|jest --config) (\S+)/.exec(step) ?? []).slice(1))
        .filter((file) => !existsSync(path.join(root, file)));
    return missing.length > 0 ? `npm run ${name} needs ${missing.join(", ")}` : undefined;
}

function findEmulatorFault(args: readonly string[]): string | undefined {
    try {
        readCommandLine(args);
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}
