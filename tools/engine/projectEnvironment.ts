import path from "node:path";

import type { Engine } from "./engine";

const excludedVariables = [
    // Credentials and settings of the person who runs the tests.
    /^(HW|OS|HUAWEICLOUD|MODELARTS|PULUMI)_/i,
    // A local server must not be looked for behind a proxy.
    /^(https?|all|no|ftp)_proxy$/i,
    // How this very process is run.
    /^(TS_NODE|JEST)_/i,
    /^(npm|INIT_CWD$|NODE_ENV$)/i,
];

/** Where one project keeps what Pulumi would keep in the user's home, and its state. */
export interface ProjectPaths {
    readonly home: string;
    readonly state: string;
}

/** The environment of an engine's run: the outer one without what could leak into a test, and with Pulumi's own. */
export function projectEnvironment(
    outer: NodeJS.ProcessEnv,
    engine: Engine,
    { home, state }: ProjectPaths,
): NodeJS.ProcessEnv {
    const inherited = Object.entries(outer).filter(
        ([name]) => !excludedVariables.some((pattern) => pattern.test(name)),
    );
    return {
        ...Object.fromEntries(inherited),
        ...engine.env,
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: `file://${state.split(path.sep).join("/")}`,
        PULUMI_CONFIG_PASSPHRASE: "for tests",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        // Types are checked by tsc over the whole repository; here they would cost two seconds of every run.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    };
}
