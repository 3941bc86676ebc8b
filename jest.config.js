const shared = {
    testEnvironment: "node",
    testMatch: ["**/*.test.ts"],
    transform: {
        "^.+\\.ts$": [
            "@swc/jest",
            { jsc: { target: "es2022", parser: { syntax: "typescript" } }, sourceMaps: "inline" },
        ],
    },
    modulePathIgnorePatterns: ["<rootDir>/provider/dist"],
    // Run by jest.ci.config.js.
    testPathIgnorePatterns: ["/node_modules/", "\\.long\\.test\\.ts$"],
};

const withoutEngine = {
    unit: ["<rootDir>/tests/unit", "<rootDir>/tools/setup"],
    property: ["<rootDir>/tests/property"],
    integration: ["<rootDir>/tests/integration", "<rootDir>/emulator"],
};

/**
 * Jest runs the global setup of a project only if it runs one of its tests. So the engine is found, downloaded or
 * built only for tests that need it.
 *
 * @type {import("jest").Config}
 */
module.exports = {
    // The default leaves a core idle, and most of the time goes into processes of the engine.
    maxWorkers: "100%",
    // A slow machine fails no test: the limit only ends a test that hangs. Tests of the engine set a longer one.
    testTimeout: 30_000,
    projects: [
        ...Object.entries(withoutEngine).map(([displayName, roots]) => ({ ...shared, displayName, roots })),
        {
            ...shared,
            displayName: "windows paths",
            roots: ["<rootDir>/tests/unit", "<rootDir>/tests/integration/lifecycle"],
            // These read no disk, so that paths of Windows work everywhere.
            testMatch: [
                "**/*File.test.ts",
                "**/{fileCredentials,kooCliProfile,pendingRecords,stackIdentity,windows}.test.ts",
            ],
            moduleNameMapper: { "^node:path$": "<rootDir>/tests/support/windowsPath.cjs" },
        },
        {
            ...shared,
            displayName: "engine",
            roots: ["<rootDir>/tests", "<rootDir>/tools"],
            testPathIgnorePatterns: [
                ...shared.testPathIgnorePatterns,
                ...Object.values(withoutEngine).flat(),
                "<rootDir>/tests/witnesses/",
            ],
            globalSetup: "<rootDir>/tools/engine/globalSetup.ts",
        },
    ],
};
