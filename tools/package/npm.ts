import { type Result, run } from "../engine/childProcess";

/** The variables that npm sets for the script that runs the tests. */
const callerVariables =
    /^(npm_(package|lifecycle|command|config_(local_prefix|prefix|workspaces?))|INIT_CWD$)/i;

/** npm requests only packages that its cache lacks. */
const quietSettings = {
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_prefer_offline: "true",
    npm_config_update_notifier: "false",
};

/** The environment for a package manager as if a user started it by hand. */
export function packageManagerEnvironment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !callerVariables.test(name));
    return { ...Object.fromEntries(inherited), ...quietSettings };
}

/** Runs npm in a folder. Throws with what it wrote unless it succeeds. */
export async function npm(folder: string, ...args: readonly string[]): Promise<Result> {
    const result = await tryNpm(folder, ...args);
    if (result.code === 0) return result;
    throw new Error(`npm ${args.join(" ")} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
}

/** Runs npm in a folder. Every exit code is a result. */
export function tryNpm(folder: string, ...args: readonly string[]): Promise<Result> {
    const script = process.env["npm_execpath"] ?? "";
    const [command, first] = script.endsWith("npm-cli.js") ? [process.execPath, [script]] : ["npm", []];
    return run(command, [...first, ...args], {
        cwd: folder,
        env: packageManagerEnvironment(),
        timeoutMs: 240_000,
    });
}
