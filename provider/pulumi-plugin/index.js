"use strict";
// The host of Node.js programs runs this, as it runs a program; what it adds to the arguments is for the plugin.
require("../dist/engine/plugin/server.js").servePlugin(process.argv.slice(2));
