/** @type {import("jest").Config} */
module.exports = {
    testEnvironment: "node",
    // The default leaves a core idle, and most of the time goes into processes of the engine.
    maxWorkers: "100%",
    roots: ["<rootDir>/tests", "<rootDir>/tools", "<rootDir>/emulator"],
    testMatch: ["**/*.test.ts"],
    globalSetup: "<rootDir>/tools/engine/globalSetup.ts",
    transform: {
        "^.+\\.ts$": [
            "@swc/jest",
            { jsc: { target: "es2022", parser: { syntax: "typescript" } }, sourceMaps: "inline" },
        ],
    },
    modulePathIgnorePatterns: ["<rootDir>/provider/dist"],
};
