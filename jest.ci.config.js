const { maxWorkers, projects } = require("./jest.config.js");

const [shared] = projects;

/**
 * The tests that take too long for `npm test`, for `npm run test:ci`: the packed package in programs of every kind, and
 * runs that are interrupted or meet network faults.
 *
 * @type {import("jest").Config}
 */
module.exports = {
    maxWorkers,
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
            displayName: "crash",
            roots: ["<rootDir>/tests/crash"],
            globalSetup: "<rootDir>/tools/engine/globalSetup.ts",
        },
    ],
};
