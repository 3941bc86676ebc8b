/*
 * Node.js runs this before the programs and providers of tests. Pulumi's SDK loads two large packages at once, which is
 * half of its time, and needs them only to serialise callbacks. Here they are loaded when they are first used.
 */
const Module = require("node:module");

const load = Module._load;
const packages = ["@npmcli/arborist", "typescript"];

Module._load = function (name, ...rest) {
    if (!packages.includes(name)) return load.call(this, name, ...rest);
    const get = (_, key) => key === "__esModule" || load.call(this, name, ...rest)[key];
    return new Proxy({}, { get });
};
