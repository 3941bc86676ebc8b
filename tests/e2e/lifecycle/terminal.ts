import { spawnSync } from "node:child_process";
import { run, type Result } from "../../../tools/engine/childProcess";
import type { PulumiProject } from "../../../tools/engine/project";

/** Runs a program in its own pseudo-terminal, and ends with 1 if the program fails. */
const script = "import pty, sys; sys.exit(1 if pty.spawn(sys.argv[1:]) else 0)";

/** Returns why there is no pseudo-terminal here, or `undefined` if there is one. */
export function findTerminalFault(): string | undefined {
    const { status } = spawnSync("python3", ["-c", "import pty"]);
    return status === 0 ? undefined : "A pseudo-terminal needs Python 3 with its module pty.";
}

/** Runs a command of the CLI in its interactive mode, in a terminal of this width. */
export function runInTerminal(
    project: PulumiProject,
    columns: number,
    args: readonly string[],
): Promise<Result> {
    const shell = ["sh", "-c", `stty cols ${columns} rows 40; exec "$@"`, "sh"];
    const runCommand = (): Promise<Result> =>
        run("python3", ["-c", script, ...shell, project.engine.pulumi, ...args], {
            cwd: project.folder,
            // The CLI is never interactive in a pipeline.
            env: { ...project.env, TERM: "xterm", PULUMI_DISABLE_CI_DETECTION: "true" },
            timeoutMs: 120_000,
            onOutput: (chunk) => (project.engineOutput += chunk),
        });
    return project.aroundCommand?.(args[0], runCommand) ?? runCommand();
}

/** Returns the rows that the terminal has displayed, in order, without colours and with all repetitions. */
export function screenRows({ stdout }: Result): string[] {
    // eslint-disable-next-line no-control-regex -- a terminal is controlled by them
    return stdout.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").split(/[\r\n]+/);
}
