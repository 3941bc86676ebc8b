import path from "node:path";

import type { Engine } from "./engine";

const excludedVariables = [
    // Credentials and settings of the user who runs the tests.
    /^(HW|OS|HUAWEICLOUD|MODELARTS|PULUMI)_/i,
    // A request to a local server must not go through a proxy.
    /^(https?|all|no|ftp)_proxy$/i,
    // Settings for this process alone.
    /^(TS_NODE|JEST)_/i,
    /^(npm|INIT_CWD$|NODE_ENV$)/i,
];

/** The folders for what Pulumi keeps in the user's home, and for the state. */
export interface ProjectPaths {
    readonly home: string;
    readonly state: string;
}

/** The environment for the engine: that of the caller without what could change a test, and with Pulumi's settings. */
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
        // A run takes a third less processor time with it.
        NODE_OPTIONS: `--require="${firstModule}"`,
    };
}
