import type * as connectModule from "./connect";

/**
 * What sends. Loaded when it is needed: with it come axios and valibot, of which a program without lookups and a
 * preview need nothing.
 */
export function loadConnectModule(): typeof connectModule {
    // `import()` would need a flag under jest, and a path that is handed in would be missing in a bundle.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require("./connect") as typeof connectModule;
}
