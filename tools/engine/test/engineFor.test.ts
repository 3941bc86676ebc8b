import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { findEngineFor, detectLanguage } from "../engineFor";
import { findEngine } from "../findEngine";

describe("the project in a folder", () => {
    let folder: string;
    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "project-"));
    });
    afterEach(() => rm(folder, { recursive: true }));

    test.each([
        ["runtime: yaml\n", "yaml"],
        ["name: a\nruntime:\n  name: python\n  options:\n    toolchain: pip\n", "python"],
        ['{\n  "name": "a",\n  "runtime": {\n    "name": "python"\n  }\n}\n', "python"],
        ["name: a\nruntime: go\n", "go"],
        ["name: a\nruntime:\n  name: nodejs\ndescription: not in yaml\n", undefined],
        ["name: yaml\nruntime: nodejs\n", undefined],
    ])("with %j needs the language host of %s", async (manifest, language) => {
        await writeFile(path.join(folder, "Pulumi.yaml"), manifest);
        expect(await detectLanguage(folder)).toBe(language);
    });

    test("that is not there yet, as before pulumi new, needs only the engine", async () => {
        expect(await findEngineFor(folder)).toEqual(await findEngine());
    });
});
