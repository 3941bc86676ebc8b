import { existsSync } from "node:fs";
import path from "node:path";
import { type Result, run } from "../engine/childProcess";

/** npm sets these variables for the script that runs the tests. */
const callerVariables =
    /^(npm_(package|lifecycle|command|config_(local_prefix|prefix|workspaces?))|INIT_CWD$)/i;

/** With these settings npm requests only packages that its cache lacks. */
const quietSettings = {
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_prefer_offline: "true",
    npm_config_update_notifier: "false",
};

/** Returns the environment for a package manager as if a user started it by hand. */
export function packageManagerEnvironment(): NodeJS.ProcessEnv {
    const variables = Object.entries(process.env).filter(([name]) => !callerVariables.test(name));
    return { ...Object.fromEntries(variables), ...quietSettings };
}

/** Runs npm in a folder. Throws with what it wrote unless it succeeds. */
export async function npm(folder: string, ...args: readonly string[]): Promise<Result> {
    const result = await tryNpm(folder, ...args);
    if (result.code === 0) return result;
    throw new Error(`npm ${args.join(" ")} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
}

/** Runs npm in a folder. Every exit code is a result. */
export function tryNpm(folder: string, ...args: readonly string[]): Promise<Result> {
    const script = findNpmScript();
    const [command, first] = script === undefined ? ["npm", []] : [process.execPath, [script]];
    return run(command, [...first, ...args], {
        cwd: folder,
        env: packageManagerEnvironment(),
        timeoutMs: 240_000,
    });
}

/** Returns the script that is npm if it is known. On Windows `npm` is a batch file, which only a shell can start. */
function findNpmScript(): string | undefined {
    const besideNode = path.join(path.dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js");
    return [process.env["npm_execpath"] ?? "", besideNode].find(
        (script) => script.endsWith("npm-cli.js") && existsSync(script),
    );
}
