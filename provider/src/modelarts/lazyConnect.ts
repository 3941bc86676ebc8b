import type * as connectModule from "./connect";

/**
 * Loads the module that sends requests when it is needed: it loads axios, which a program without lookups, or a
 * preview, never uses.
 */
export function loadConnectModule(): typeof connectModule {
    // `import()` would need a flag under jest, and a path that is handed in would be missing in a bundle.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require("./connect") as typeof connectModule;
}
