import path from "node:path";

import type { Engine } from "./engine";

const excludedVariables = [
    // These are credentials and settings of the user who runs the tests.
    /^(HW|OS|HUAWEICLOUD|MODELARTS|PULUMI)_/i,
    // A request to a local server must not go through a proxy.
    /^(https?|all|no|ftp)_proxy$/i,
    // These settings are for this process alone.
    /^(TS_NODE|JEST)_/i,
    /^(npm|INIT_CWD$|NODE_ENV$)/i,
];

/** Names the folders for what Pulumi keeps in the user's home, and for the state. */
export interface ProjectPaths {
    readonly home: string;
    readonly state: string;
}

/** Returns the environment of the caller with Pulumi's settings, and without what could change a test. */
export function projectEnvironment(
    outer: NodeJS.ProcessEnv,
    engine: Engine,
    { home, state }: ProjectPaths,
): NodeJS.ProcessEnv {
    const firstModule = path.join(__dirname, "lazyModules.cjs").split(path.sep).join("/");
    const variables = Object.entries(outer).filter(
        ([name]) => !excludedVariables.some((pattern) => pattern.test(name)),
    );
    return {
        ...Object.fromEntries(variables),
        ...engine.env,
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: `file://${state.split(path.sep).join("/")}`,
        PULUMI_CONFIG_PASSPHRASE: "for tests",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        // tsc checks the types in the whole repository; here it would take two seconds of every run.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        // With this module a run takes a third less processor time.
        NODE_OPTIONS: `--require="${firstModule}"`,
    };
}
