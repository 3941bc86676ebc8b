"use strict";
// Replaces `node:path` in the tests that jest.config.js runs with the paths of Windows.
module.exports = require("node:path/win32");
