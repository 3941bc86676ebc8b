import path from "node:path";
import { succeed } from "../../tools/engine/childProcess";
import { type PulumiProject } from "../../tools/engine/project";
import { downloadWheels } from "../../tools/engine/python";

/** The commands with which documents prepare Python, word by word. */
export const pythonCommands =
    /^(python3 -m venv \.venv|source \.venv\/bin\/activate|pip install -r requirements\.txt)$/;

/** Does one of them, for the next commands of the project too. Throws where it does not succeed. */
export async function runInPython(project: PulumiProject, words: readonly string[]): Promise<void> {
    const [program = "", ...args] = words;
    const { folder: cwd, env } = project;
    if (program === "source") {
        const bin = path.resolve(cwd, path.dirname(args[0] ?? ""));
        env["PATH"] = [bin, env["PATH"]].join(path.delimiter);
        env["VIRTUAL_ENV"] = path.dirname(bin);
        return;
    }
    // pip gets all that it needs without a network: in its place stands a folder that is filled once.
    const offline = program === "pip" ? { PIP_NO_INDEX: "1", PIP_FIND_LINKS: await downloadWheels(cwd) } : {};
    await succeed(program, args, { cwd, env: { ...env, ...offline }, timeoutMs: 120_000 });
}
