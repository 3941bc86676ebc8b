import path from "node:path";
import { succeed } from "../../tools/engine/childProcess";
import { type PulumiProject } from "../../tools/engine/project";
import { downloadWheels } from "../../tools/engine/python";

/** Documents prepare Python with these commands. */
export const pythonCommands =
    /^(python3 -m venv \.venv|source \.venv\/bin\/activate|pip install -r requirements\.txt)$/;

/** Runs one of these commands, also for the next commands of the project. Throws if it does not succeed. */
export async function runInPython(project: PulumiProject, words: readonly string[]): Promise<void> {
    const [program = "", ...args] = words;
    const { folder: cwd, env } = project;
    if (program === "source") {
        const bin = path.resolve(cwd, path.dirname(args[0] ?? ""));
        env["PATH"] = [bin, env["PATH"]].join(path.delimiter);
        env["VIRTUAL_ENV"] = path.dirname(bin);
        return;
    }
    // pip needs no network, since it installs from a folder that is filled once.
    const offline = program === "pip" ? { PIP_NO_INDEX: "1", PIP_FIND_LINKS: await downloadWheels(cwd) } : {};
    await succeed(program, args, { cwd, env: { ...env, ...offline }, timeoutMs: 120_000 });
}
