import type { PackageManager } from "./packageManagers";

/** How a program is written and run. */
export type ProgramKind = "typescript" | "commonJs" | "esModules" | "tsx" | "bundle";

/** What a user has: a Node.js, a Pulumi SDK, a package manager and a kind of program. */
export interface MatrixEntry {
    readonly kind: ProgramKind;
    readonly node: string;
    readonly pulumi: string;
    readonly by: PackageManager;
}

/** The oldest that the package allows, then the newest of each line that is maintained. */
export const nodes = { oldest: "20.3.0", 20: "20.20.2", 22: "22.23.3", 24: "24.21.0" } as const;

/** The oldest that the package allows, the newest that Node.js 20 can run, and the newest. */
export const sdks = { oldest: "3.216.0", newestFor20: "3.248.0", newest: "3.270.0" } as const;

/**
 * The matrix does not have every combination. It has each kind on each line of Node.js (tsx on two), each line with the
 * oldest and with the newest SDK that it can run, and each package manager with both kinds that find modules in their
 * own ways. The tests in `matrixEntries.test.ts` check this.
 */
const entries: readonly (readonly [ProgramKind, node: string, pulumi: string, by?: MatrixEntry["by"]])[] = [
    ["typescript", nodes.oldest, sdks.oldest],
    ["typescript", nodes[20], sdks.newestFor20, "yarn"],
    ["typescript", nodes[22], sdks.newest, "pnpm"],
    ["typescript", nodes[24], sdks.oldest, "bun"],
    ["commonJs", nodes[20], sdks.newestFor20],
    ["commonJs", nodes[22], sdks.oldest],
    ["commonJs", nodes[24], sdks.newest],
    ["esModules", nodes[20], sdks.newestFor20, "pnpm"],
    ["esModules", nodes[22], sdks.oldest, "yarn"],
    ["esModules", nodes[24], sdks.newest, "bun"],
    ["tsx", nodes[20], sdks.oldest],
    ["tsx", nodes[22], sdks.newest],
    ["bundle", nodes.oldest, sdks.oldest],
    ["bundle", nodes[22], sdks.newest],
    ["bundle", nodes[24], sdks.oldest],
];
export const matrixEntries = entries.map(([kind, node, pulumi, by = "npm"]): MatrixEntry => ({
    kind,
    node,
    pulumi,
    by,
}));
