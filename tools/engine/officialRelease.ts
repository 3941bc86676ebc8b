import { run } from "./childProcess";
import { root } from "../repository";

const limitMs = 15 * 60_000;

/**
 * The Automation API downloads Pulumi's install script and runs it. Its own limit for a host that does not respond is
 * two minutes, so a request comes before it. Its own process can be ended with all that the script has started.
 */
const program = `
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const { SemVer } = require("module").createRequire(require.resolve("@pulumi/pulumi/package.json"))("semver");
const [, root, version] = process.argv;
fetch("https://get.pulumi.com/install.sh", { method: "HEAD", signal: AbortSignal.timeout(5000) })
    .catch((error) => Promise.reject(new Error("get.pulumi.com does not respond: " + (error.cause?.message ?? error.message))))
    .then(() => PulumiCommand.install({ root, version: new SemVer(version) }))
    .catch((error) => { console.error(error.message); process.exitCode = 1; });
`;

/** Installs the official release into `folder/bin`. Rejects with one sentence. */
export async function installOfficialRelease(
    version: string,
    folder: string,
    env: NodeJS.ProcessEnv,
): Promise<void> {
    const options = { cwd: root, env, timeoutMs: limitMs };
    const { code, stderr } = await run(process.execPath, ["-e", program, folder, version], options);
    if (code !== 0) throw new Error(`Pulumi ${version} cannot be downloaded: ${stderr.trim()}.`);
}
