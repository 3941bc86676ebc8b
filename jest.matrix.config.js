const { maxWorkers, projects } = require("./jest.config.js");

/** The packed package in programs of every kind. `npm run test:matrix`; a part of `npm run test:ci`. */
module.exports = {
    ...projects[0],
    maxWorkers,
    displayName: "matrix",
    roots: ["<rootDir>/tests/packaging/matrix"],
    testMatch: ["**/*.matrix.ts"],
    globalSetup: "<rootDir>/tests/packaging/matrix/setup.ts",
    globalTeardown: "<rootDir>/tests/packaging/matrix/teardown.ts",
};
