import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createEmulator, editions } from "../src/index";

const readme = readFileSync(join(__dirname, "..", "README.md"), "utf8");

test.each([...Object.keys(createEmulator().options), ...Object.keys(editions)])(
    "the README explains %s",
    (name) => {
        expect(readme).toContain(`\`${name}\``);
    },
);
