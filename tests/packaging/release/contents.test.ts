import { contentsFaults } from "../../../tools/release/contents";

const map = JSON.stringify({ sourcesContent: ["the source"] });
const sources = ["index", "modelarts/job"];
const files = new Map([
    ["LICENSE", ""],
    ["README.md", ""],
    ["main.cjs", ""],
    ["package.json", ""],
    ["pulumi-plugin/PulumiPlugin.yaml", ""],
    ["pulumi-plugin/index.js", ""],
    ["pulumi-plugin/package.json", ""],
    ["pulumi-resource-modelarts", ""],
    ["schema.json", ""],
    ...sources.flatMap((name): [string, string][] => [
        [`dist/${name}.js`, ""],
        [`dist/${name}.d.ts`, ""],
        [`dist/${name}.js.map`, map],
    ]),
]);
const manifest = {
    scripts: { prepare: "tsc --build" },
};
const without = (name: string) => ({ files: new Map([...files].filter(([file]) => file !== name)) });
const withFile = (name: string, text = "") => ({ files: new Map([...files, [name, text]]) });

describe("the contents of the package", () => {
    test("are right as they are meant", () => {
        expect(contentsFaults(manifest, files, sources)).toEqual([]);
    });

    test.each([
        [
            "a script at installation",
            { manifest: { ...manifest, scripts: { postinstall: "node x" } } },
            "postinstall",
        ],
        ["a test", withFile("dist/job.test.js"), "dist/job.test.js"],
        ["a folder of tests", withFile("dist/tests/job.js"), "dist/tests/job.js"],
        ["a source", withFile("index.ts"), "index.ts"],
        ["notes of the compiler", withFile("dist/.tsbuildinfo"), "dist/.tsbuildinfo"],
        ["settings of a person", withFile(".npmrc"), ".npmrc"],
        ["no licence", without("LICENSE"), "LICENSE"],
        ["no way in", without("main.cjs"), "main.cjs"],
        ["no plugin", without("pulumi-resource-modelarts"), "pulumi-resource-modelarts"],
        ["no schema", without("schema.json"), "schema.json"],
        ["what is left of a source that is deleted", withFile("dist/old.js"), "dist/old.js"],
        ["a source that was not compiled", without("dist/modelarts/job.js"), "dist/modelarts/job.js"],
        ["no declarations", without("dist/modelarts/job.d.ts"), "dist/modelarts/job.d.ts"],
        ["no source map", without("dist/modelarts/job.js.map"), "dist/modelarts/job.js.map"],
        ["a source map without the source", withFile("dist/index.js.map", "{}"), "dist/index.js"],
    ])("are faulty with %s", (_what, differences, name) => {
        const all = { manifest, files, ...differences };
        const faults = contentsFaults(all.manifest, all.files, sources);
        expect(faults).toContainEqual(expect.stringContaining(name));
    });
});
