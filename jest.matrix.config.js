const usual = require("./jest.config.js");

/** The packed package in programs of every kind. `npm run test:matrix`; not a part of `npm test`. */
module.exports = {
    ...usual,
    roots: ["<rootDir>/tests/matrix"],
    testMatch: ["**/*.matrix.ts"],
    globalSetup: "<rootDir>/tests/matrix/setup.ts",
    globalTeardown: "<rootDir>/tests/matrix/teardown.ts",
};
