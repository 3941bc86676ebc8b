/** How a program is written and run. */
export type ProgramKind = "typescript" | "commonJs" | "esModules" | "tsx" | "bundle";

/** What a user has: a Node.js, a Pulumi SDK, a package manager and a kind of program. */
export interface MatrixEntry {
    readonly kind: ProgramKind;
    readonly node: string;
    readonly pulumi: string;
    readonly by: "npm" | "pnpm";
}

/** The oldest that the package allows, then the newest of each line that is maintained. */
export const nodes = { oldest: "20.3.0", 20: "20.20.2", 22: "22.23.3", 24: "24.21.0" } as const;

/** The oldest that the package allows, the newest that Node.js 20 can run, and the newest. */
export const sdks = { oldest: "3.216.0", newestFor20: "3.248.0", newest: "3.270.0" } as const;

const createEntry = (
    kind: ProgramKind,
    node: string,
    pulumi: string,
    by: MatrixEntry["by"] = "npm",
): MatrixEntry => ({
    kind,
    node,
    pulumi,
    by,
});

/**
 * Not every combination, but: each kind on each line of Node.js (tsx on two), each line with the oldest and with the
 * newest SDK that it can run, and pnpm with both kinds that find modules in their own ways. `cells.test.ts` holds it.
 */
export const matrixEntries: readonly MatrixEntry[] = [
    createEntry("typescript", nodes.oldest, sdks.oldest),
    createEntry("typescript", nodes[22], sdks.newest, "pnpm"),
    createEntry("typescript", nodes[24], sdks.oldest, "pnpm"),
    createEntry("commonJs", nodes[20], sdks.newestFor20),
    createEntry("commonJs", nodes[22], sdks.oldest),
    createEntry("commonJs", nodes[24], sdks.newest),
    createEntry("esModules", nodes[20], sdks.newestFor20, "pnpm"),
    createEntry("esModules", nodes[22], sdks.oldest),
    createEntry("esModules", nodes[24], sdks.newest, "pnpm"),
    createEntry("tsx", nodes[20], sdks.oldest),
    createEntry("tsx", nodes[22], sdks.newest),
    createEntry("bundle", nodes.oldest, sdks.oldest),
    createEntry("bundle", nodes[22], sdks.newest),
    createEntry("bundle", nodes[24], sdks.oldest),
];
