"use strict";
/*
 * `npm pack` calls this. npm warns of a package whose manifest has the script `prepare` and which is installed from a
 * file, although it does not run it. A copy of this folder needs the script. So it has another name while npm packs.
 */
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const [inFolder, inTarball] = ['"prepare":', '"prepare:copy":'];
const file = join(__dirname, "package.json");
const text = readFileSync(file, "utf8");
writeFileSync(
    file,
    process.argv[2] === "before" ? text.replace(inFolder, inTarball) : text.replace(inTarball, inFolder),
);
