const usual = require("./jest.config.js");

/** The packed package in programs of every kind. `npm run test:matrix`; not a part of `npm test`. */
module.exports = {
    ...usual,
    roots: ["<rootDir>/tests/packaging/matrix"],
    testMatch: ["**/*.matrix.ts"],
    globalSetup: "<rootDir>/tests/packaging/matrix/setup.ts",
    globalTeardown: "<rootDir>/tests/packaging/matrix/teardown.ts",
};
