"use strict";
/*
 * Where `require("pulumi-modelarts")` begins. A copy of this folder that is not compiled, or that finds no Pulumi where
 * it lies, would end with "Cannot find module" and a stack of calls. Here it says what to do.
 */
try {
    module.exports = require("./dist/index.js");
} catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    const [what] = error.message.split("\n");
    const sentence =
        `pulumi-modelarts in ${__dirname} is not whole (${what}): run "npm install" and ` +
        `"npm pack --workspace pulumi-modelarts --pack-destination .." in the root of a clone, then ` +
        `"npm install" in the program's folder the file that is beside the clone, and import from "pulumi-modelarts".`;
    // Marked as Pulumi's own RunError is: then it shows the sentence alone.
    throw Object.assign(new Error(sentence), { __pulumiRunError: true });
}
