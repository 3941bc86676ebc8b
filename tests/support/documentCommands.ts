import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readCommandLine } from "../../emulator/src/commandLine";
import { exampleProjects } from "./exampleProjects";
import { type Block, documents, readDocument } from "../../tools/docs/markdown";
import type { Manifest } from "../../tools/release/versions";
import { root } from "../../tools/repository";
import { parseCommands } from "../../tools/docs/shell";
import { pythonCommands } from "./pythonTerminal";

/** Says how a command of a document is tested. */
export interface DocumentCommand {
    /** Says whether the command is only checked, or how a `DocumentRunner` runs it. */
    readonly by: "check" | "npx" | "emulator" | "environment" | "python" | "sdks" | "pulumi";
    /** Contains the arguments, the name and the value of a variable, or all words of a command for Python. */
    readonly args: readonly string[];
    /** Finds the fault of the command, as far as that is possible without running it. */
    readonly findFault: () => string | undefined;
}

/** Documents use these commands of the CLI. Others are rejected. */
const pulumiCommands =
    /^(up|preview|refresh|destroy|cancel|config|stack|login|package|import|state|new|plugin)$/;

/** Classifies a command. Throws for one that nothing here can run, so that every new one gets a test. */
export function classify(words: readonly string[]): DocumentCommand {
    const [program = "", ...args] = words;
    const [first = "", second = "", ...more] = args;
    const [, variable, value] = /^(\w+)=(.*)$/.exec(first) ?? [];
    if (program === "export" && args.length === 1 && variable !== undefined && value !== undefined)
        return runBy("environment", [variable, value]);
    if (pythonCommands.test(words.join(" "))) return runBy("python", words);
    if (program === "pulumi" && pulumiCommands.test(first)) return runBy("pulumi", args);
    if (program === "npx" && first === "jest") return check(() => findMissingFile([second, ...more]));
    if (program === "npx" && first === "ts-node") return runBy("npx", args, () => findMissingScript(second));
    const dashes = args.indexOf("--");
    // Pulumi ESC is a hosted service that requires an account.
    if (program === "esc" && first === "run" && dashes > 0)
        return check(classify(args.slice(dashes + 1)).findFault);
    const command = words.join(" ");
    if (command === "npm test") return check(() => findScriptFault("test"));
    if (/^npm (install .*|install|ci|audit)$/.test(command))
        return check(() => findForeignPackage(args.slice(1)));
    // The file tests/packaging/matrix/examples.matrix.ts runs this command, in a clone and with the package managers.
    const [, tarballPackage] = /^npm pack --workspace (\S+) --pack-destination \.\.$/.exec(command) ?? [];
    if (tarballPackage !== undefined) return check(() => findForeignPackage([tarballPackage]));
    if (/^npm pack$|^(pnpm|yarn|bun) install$|^yarn config set nodeLinker node-modules$/.test(command))
        return check(() => undefined);
    const [, ownFile] = /^npm pkg set dependencies\.pulumi-modelarts=file:(\S+)$/.exec(command) ?? [];
    if (ownFile !== undefined) return check(() => findForeignPackage([ownFile]));
    if (program === "npm" && first === "run" && second !== "") return classifyScript(second, more);
    throw new Error(`Nothing tries this command, see tests/support/documentCommands.ts: ${command}`);
}

function classifyScript(name: string, [dashes, ...args]: readonly string[]): DocumentCommand {
    if (dashes !== undefined && dashes !== "--")
        throw new Error(`npm run ${name} needs -- before ${dashes}.`);
    if (name === "sdks" && args.length > 0) return runBy("sdks", args, () => findScriptFault("sdks"));
    if (name === "emulator") {
        readCommandLine(args);
        return runBy("emulator", args, () => findScriptFault("emulator"));
    }
    if (name !== "pulumi" || args.length === 0) return check(() => findScriptFault(name));
    return classify(["pulumi", ...args.slice(args[0] === "-C" ? 2 : 0)]);
}

function runBy(
    by: DocumentCommand["by"],
    args: readonly string[],
    findFault: DocumentCommand["findFault"] = () => undefined,
): DocumentCommand {
    return { by, args, findFault };
}

function check(findFault: DocumentCommand["findFault"]): DocumentCommand {
    return runBy("check", [], findFault);
}

/** Returns whether a block of a document has commands that a `DocumentRunner` runs. */
export function isRunnable(block: Block): boolean {
    return (
        block.language === "bash" &&
        parseCommands(block).some(({ words }) => /pulumi|emulator|environment/.test(classify(words).by))
    );
}

export function readManifest(folder: string): Manifest & { readonly name: string } {
    const text = readFileSync(path.join(root, folder, "package.json"), "utf8");
    return JSON.parse(text) as ReturnType<typeof readManifest>;
}

function findMissingFile(files: readonly string[]): string | undefined {
    const missing = files.filter((file) => !existsSync(path.join(root, file)));
    return missing.length > 0 ? `no such file: ${missing.join(", ")}` : undefined;
}

/** Finds the program that a document contains under the name of a file. */
export function findScript(document: string, file: string): string | undefined {
    return readDocument(document).blocks.find(({ text }) => text.startsWith(`// ${file}\n`))?.text;
}

/** Finds the fault of a script that belongs to no example and that no document contains. */
function findMissingScript(file: string): string | undefined {
    const exists =
        exampleProjects().some((name) => existsSync(path.join(root, "examples", name, file))) ||
        documents().some((name) => findScript(name, file) !== undefined);
    return exists ? undefined : `no example and no document has ${file}`;
}

/** Finds a package that is neither this one nor one that it needs: no other is installed or packed. */
function findForeignPackage(packages: readonly string[]): string | undefined {
    const { name, version, peerDependencies = {} } = readManifest("provider");
    const ownPackages = ["--global", name, `${name}-${version}.tgz`, ...Object.keys(peerDependencies)];
    const foreign = packages.filter((one) => !ownPackages.includes(one.replace(/^.*\/(?=[^/]+\.tgz$)/, "")));
    return foreign.length > 0 ? `not of this project: ${foreign.join(", ")}` : undefined;
}

/** Every script that a user may run first on a fresh clone begins with this step. */
const setUp = "node tools/setup/setup.mjs";
/** These scripts call other scripts, or run before anything is installed. */
const scriptsWithoutSetUp = ["prepare", "build", "test"];

function findScriptFault(name: string): string | undefined {
    const line = readManifest("").scripts?.[name];
    if (line === undefined) return `package.json has no script ${name}`;
    const steps = line.split("&&").map((step) => step.trim());
    if (steps[0] !== setUp && !scriptsWithoutSetUp.includes(name)) return `npm run ${name} is "${line}"`;
    return findMissingFile(
        steps.flatMap((step) =>
            (/^(?:ts-node|node|jest(?: --selectProjects \w+)? --config) (\S+)/.exec(step) ?? []).slice(1),
        ),
    );
}
