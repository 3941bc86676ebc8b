const { maxWorkers, projects, testTimeout } = require("./jest.config.js");

const [shared] = projects;

/**
 * The tests that take too long for `npm test`, for `npm run test:ci`: the packed package in programs of every kind,
 * the files `*.long.test.ts`, and the tests of foreign clients.
 *
 * @type {import("jest").Config}
 */
module.exports = {
    maxWorkers,
    testTimeout,
    projects: [
        {
            ...shared,
            displayName: "matrix",
            roots: ["<rootDir>/tests/packaging/matrix"],
            testMatch: ["**/*.matrix.ts"],
            globalSetup: "<rootDir>/tools/engine/globalSetup.ts",
        },
        {
            ...shared,
            displayName: "long",
            roots: ["<rootDir>/tests", "<rootDir>/tools"],
            testMatch: ["**/*.long.test.ts"],
            testPathIgnorePatterns: ["/node_modules/"],
            globalSetup: "<rootDir>/tools/engine/globalSetup.ts",
        },
        {
            ...shared,
            displayName: "witnesses",
            roots: ["<rootDir>/tests/witnesses"],
            globalSetup: "<rootDir>/tests/witnesses/globalSetup.ts",
        },
    ],
};
