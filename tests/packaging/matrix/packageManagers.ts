import path from "node:path";
import { createOnce } from "../../../tools/engine/createOnce";
import { packageManagerEnvironment } from "../../../tools/package/npm";
import { cache, install, limitMs } from "./nodes";

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

/**
 * The package managers as npm packages, each the newest that Node.js 20 can run, and the folders of their executables.
 */
const packages: Readonly<Record<Exclude<PackageManager, "npm">, readonly [name: string, bin: string]>> = {
    pnpm: ["pnpm@10.34.8", ".bin"],
    yarn: ["@yarnpkg/cli-dist@4.18.1", ".bin"],
    bun: ["bun@1.4.5", `@oven/bun-${process.platform}-${process.arch}/bin`],
};

/** Returns the environment of a user who has the package manager. What it downloads is kept for later runs. */
export async function environmentWith(manager: PackageManager): Promise<NodeJS.ProcessEnv> {
    const env = packageManagerEnvironment();
    if (manager === "npm") return env;
    const [name, bin] = packages[manager];
    const folder = path.join(cache, name.replace("/", "-"));
    // A script of the package `node` unpacks its executable.
    await createOnce(folder, limitMs, (partial) => install(partial, name, "--ignore-scripts"));
    const downloads = path.join(cache, `${manager}-downloads`);
    return {
        ...env,
        PATH: [path.join(folder, "node_modules", bin), env["PATH"]].join(path.delimiter),
        npm_config_store_dir: downloads,
        YARN_GLOBAL_FOLDER: downloads,
        // With the variable `CI`, yarn demands a complete lock file, which the project of a user has.
        YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
        BUN_INSTALL_CACHE_DIR: downloads,
    };
}
